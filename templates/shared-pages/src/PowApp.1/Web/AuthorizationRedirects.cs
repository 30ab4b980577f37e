using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;
using Microsoft.AspNetCore.Http.Extensions;
using PowApp._1.Accounts;

namespace PowApp._1.Web;

/// <summary>
/// Lets an action run only in a fresh session. Otherwise, leads to the page that asks who the user is, and from there back to the page that
/// offers the action.
/// </summary>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Class)]
public sealed class RequireFreshSessionAttribute(string page) : AuthorizeAttribute(FreshSessionRequirement.Policy)
{
    public string Page { get; } = page;
}

/// <summary>Leads users whom a page does not let in to where they can do something about it.</summary>
public sealed class AuthorizationRedirects : IAuthorizationMiddlewareResultHandler
{
    private readonly AuthorizationMiddlewareResultHandler _otherwise = new();

    public Task HandleAsync(RequestDelegate next, HttpContext context, AuthorizationPolicy policy, PolicyAuthorizationResult result)
    {
        if (result.Challenged) return GoTo(context.Response, SignInPath(context.Request));
        if (result.AuthorizationFailure?.FailedRequirements.OfType<FreshSessionRequirement>().Any() is true
            && context.GetEndpoint()?.Metadata.GetMetadata<RequireFreshSessionAttribute>() is { } action)
            return GoTo(context.Response, AccountPaths.WithRequestPath(AccountPaths.Reauthenticate, action.Page));

        return _otherwise.HandleAsync(next, context, policy, result);
    }

    // And back to where they wanted to go, if that is a page.
    private static string SignInPath(HttpRequest request) => HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method)
        ? AccountPaths.WithRequestPath(AccountPaths.SignIn, UriHelper.BuildRelative(path: request.Path, query: request.QueryString))
        : AccountPaths.SignIn;

    private static Task GoTo(HttpResponse response, string path)
    {
        response.SeeOther(path);
        return Task.CompletedTask;
    }
}
