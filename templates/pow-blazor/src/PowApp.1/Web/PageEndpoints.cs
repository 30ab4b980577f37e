using System.Reflection;
using Microsoft.AspNetCore.Components.Endpoints;
using Microsoft.AspNetCore.Routing.Patterns;

namespace PowApp._1.Web;

/// <summary>The verbs of a page: GET for its routes, POST where it takes a form.</summary>
public static class PageEndpoints
{
    public static void WithForms(this IEndpointConventionBuilder pages) => pages.Add(endpoint =>
    {
        if (endpoint.Metadata.OfType<ComponentTypeMetadata>().FirstOrDefault()?.Type is not { } page) return;

        foreach (var verbs in endpoint.Metadata.OfType<IHttpMethodMetadata>().ToList()) endpoint.Metadata.Remove(verbs);
        if (page.IsDefined(typeof(AnswersErrorsAttribute))) return;

        var form = page.GetCustomAttributes<TakesFormAttribute>().SingleOrDefault(form => form.Path == PathOf((endpoint as RouteEndpointBuilder)?.RoutePattern));
        endpoint.Metadata.Add(new HttpMethodMetadata(form switch
        {
            null => [HttpMethods.Get],
            { OfPage: null } => [HttpMethods.Get, HttpMethods.Post],
            _ => [HttpMethods.Post],
        }));
        if (form is null) return;

        endpoint.Metadata.Add(new SubmitOnceAttribute());
        if (form.NeedsFreshSession) endpoint.Metadata.Add(new RequireFreshSessionAttribute(form.OfPage ?? form.Path));
    });

    /// <summary>The path of a page as its routes name it, with the names of parameters in place of their values; null for what is no page.</summary>
    public static string? PagePath(this HttpContext context) =>
        context.GetEndpoint() is RouteEndpoint endpoint && endpoint.Metadata.GetMetadata<ComponentTypeMetadata>() is not null ? PathOf(endpoint.RoutePattern) : null;

    private static string PathOf(RoutePattern? pattern) => $"/{pattern?.RawText?.Trim('/')}";
}
