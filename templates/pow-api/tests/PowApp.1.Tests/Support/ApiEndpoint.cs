using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.Controllers;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace PowApp._1.Tests;

/// <summary>An endpoint as the app knows it: those that you add are found too.</summary>
/// <param name="Method">"*" for any.</param>
/// <param name="Body">What it takes; null for no body.</param>
public sealed partial record ApiEndpoint(string Method, string Pattern, Type? Body)
{
    /// <summary>The names of the fields that it takes.</summary>
    public IEnumerable<string> Fields => Body?.GetProperties().Select(property => char.ToLowerInvariant(property.Name[0]) + property.Name[1..]) ?? [];

    public static IReadOnlyList<ApiEndpoint> Of(TestApp app) =>
    [
        .. from endpoint in app.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
           from method in endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? ["*"]
           select new ApiEndpoint(method, "/" + endpoint.RoutePattern.RawText!.TrimStart('/'), BodyOf(endpoint)),
    ];

    /// <param name="content">The body.</param>
    /// <param name="parameter">What stands for the <c>{id}</c> in its pattern; an id of nothing if left out.</param>
    public HttpRequestMessage Request(HttpContent? content = null, string? parameter = null) =>
        new(new HttpMethod(Method is "*" ? "GET" : Method), Parameter.Replace(Pattern, _ => parameter ?? $"{Guid.Empty}")) { Content = content };

    public override string ToString() => $"{Method} {Pattern}";

    private static Type? BodyOf(RouteEndpoint endpoint) =>
        endpoint.Metadata.GetMetadata<ControllerActionDescriptor>()?.Parameters
            .SingleOrDefault(parameter => parameter.BindingInfo?.BindingSource == BindingSource.Body)?.ParameterType;

    [GeneratedRegex(@"\{[^}]+\}")]
    private static partial Regex Parameter { get; }
}
