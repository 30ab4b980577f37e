using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.Extensions.Localization;
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
public sealed class AuthorizationRedirects(CurrentSession session, Notices notices, IStringLocalizer<Texts> localizer)
    : IAuthorizationMiddlewareResultHandler
{
    private readonly AuthorizationMiddlewareResultHandler _otherwise = new();

    public Task HandleAsync(RequestDelegate next, HttpContext context, AuthorizationPolicy policy, PolicyAuthorizationResult result)
    {
        if (result.Challenged) return SignInAsync(context);
        if (result.AuthorizationFailure?.FailedRequirements.OfType<FreshSessionRequirement>().Any() is true
            && context.GetEndpoint()?.Metadata.GetMetadata<RequireFreshSessionAttribute>() is { } action)
            return GoTo(context.Response, AccountPaths.WithRequestPath(AccountPaths.Reauthenticate, action.Page));

        return _otherwise.HandleAsync(next, context, policy, result);
    }

    // And back to where they wanted to go or, if their session ended while they filled in a form, to the page of the form.
    private Task SignInAsync(HttpContext context)
    {
        var request = context.Request;
        var isHead = HttpMethods.IsHead(request.Method);
        var page = isHead || HttpMethods.IsGet(request.Method)
            ? UriHelper.BuildRelative(path: request.Path, query: request.QueryString)
            : PageOfForm(context);
        if (session.HasEnded && !isHead) ExplainEnd(request);

        return GoTo(context.Response, page is null ? AccountPaths.SignIn : AccountPaths.WithRequestPath(AccountPaths.SignIn, page));
    }

    // Once: the browser forgets the session.
    private void ExplainEnd(HttpRequest request)
    {
        session.Forget();
        notices.Leave(IsSigningOut(request)
            ? new Notice(localizer["You've been signed out."], IsProblem: false)
            : new Notice(localizer["Your session has ended. Sign in again to continue."], IsProblem: true));
    }

    // What the action names, or where the form was to lead, or the page that it was on.
    private string? PageOfForm(HttpContext context)
    {
        if (!session.HasEnded || IsSigningOut(context.Request)) return null;

        return context.GetEndpoint()?.Metadata.GetMetadata<RequireFreshSessionAttribute>()?.Page
            ?? (string?)context.Request.Query[AccountPaths.RequestPathParameter]
            ?? ReferrerOf(context.Request);
    }

    private static bool IsSigningOut(HttpRequest request) => request.Path == AccountPaths.SignOut;

    // The path inside this app; null for another site.
    private static string? ReferrerOf(HttpRequest request)
    {
        var (root, referrer) = ($"{request.Scheme}://{request.Host}{request.PathBase}/", request.Headers.Referer.ToString());
        if (!referrer.StartsWith(root, StringComparison.Ordinal)) return null;

        var path = referrer[(root.Length - 1)..];
        return AccountPaths.IsLocal(path) ? path : null;
    }

    private static Task GoTo(HttpResponse response, string path)
    {
        response.SeeOther(path);
        return Task.CompletedTask;
    }
}
