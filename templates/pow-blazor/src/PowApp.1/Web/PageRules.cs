#if (Interactive)
using Microsoft.AspNetCore.SignalR;
#endif
using Microsoft.Extensions.Localization;
#if (Interactive)
using Microsoft.Extensions.Options;
#endif
using PowApp._1.Accounts;

namespace PowApp._1.Web;

/// <summary>What holds for every page, whatever it shows.</summary>
public static class PageRules
{
    public static void UsePageRules(this WebApplication app)
    {
#if (Interactive)
        app.Use(RefuseOtherSitesAsync);
#endif
        app.Use(HideAddressAsync);
        app.Use(LeadUsersHomeAsync);
        app.Use(TryAgainLaterAsync);
        app.Use(LeaveOutBodyAsync);
    }

#if (Interactive)
    // A browser sends cookies along when a page of another site opens the connection of a live page, and such a connection carries no token.
    private static Task RefuseOtherSitesAsync(HttpContext context, RequestDelegate next)
    {
        var origin = context.Request.Headers.Origin.ToString();
        var isConnection = context.GetEndpoint()?.Metadata.GetMetadata<HubMetadata>() is not null;
        if (!isConnection || origin is "" || IsOwn(origin, context)) return next(context);

        context.Response.StatusCode = StatusCodes.Status403Forbidden;
        return Task.CompletedTask;
    }

    private static bool IsOwn(string origin, HttpContext context)
    {
        var publicOrigin = context.RequestServices.GetRequiredService<IOptions<AccountOptions>>().Value.PublicOrigin;
        return origin == $"{context.Request.Scheme}://{context.Request.Host}"
            || (publicOrigin is not null && origin == new Uri(publicOrigin).GetLeftPart(UriPartial.Authority));
    }

#endif
    // A page with a secret in its address tells it to no other page, on this site or elsewhere (ASVS 5.0 14.2.1).
    private static Task HideAddressAsync(HttpContext context, RequestDelegate next)
    {
        if (context.Request.RouteValues.ContainsKey("token")) context.Response.Headers["Referrer-Policy"] = "no-referrer";
        return next(context);
    }

    private static Task LeadUsersHomeAsync(HttpContext context, RequestDelegate next)
    {
        if (!IsForAnonymousOnly(context) || context.User.Identity is not { IsAuthenticated: true }) return next(context);

        var localizer = context.RequestServices.GetRequiredService<IStringLocalizer<Texts>>();
        var home = new SeeOtherResult(AccountPaths.AfterSignIn, new Notice(localizer["You're already signed in."], IsProblem: false));
        return home.ExecuteAsync(context);
    }

    // A form that has expired is shown fresh to everyone.
    private static bool IsForAnonymousOnly(HttpContext context) =>
        context.GetEndpoint()?.Metadata.GetMetadata<AnonymousOnlyAttribute>() is { } page
        && (page.Path is null || page.Path == context.PagePath())
        && !(page.ExceptForms && HttpMethods.IsPost(context.Request.Method))
        && !context.RequestServices.GetRequiredService<FormErrors>().HasExpired;

    private static async Task TryAgainLaterAsync(HttpContext context, RequestDelegate next)
    {
        try
        {
            await next(context);
        }
        catch (TryAgainLaterException refusal) when (!context.Response.HasStarted)
        {
            context.Response.Clear();
            context.Response.TryAgainLater(refusal);
        }
    }

    // A page is rendered before its form is carried out. To a browser that is then sent elsewhere, nothing of it is shown.
    private static async Task LeaveOutBodyAsync(HttpContext context, RequestDelegate next)
    {
        if (context.GetEndpoint()?.Metadata.GetMetadata<TakesFormAttribute>() is null)
        {
            await next(context);
            return;
        }

        var body = context.Response.Body;
        await using var page = new MemoryStream();
        context.Response.Body = page;
        try
        {
            await next(context);
        }
        finally
        {
            context.Response.Body = body;
        }

        if (context.Response.StatusCode is not StatusCodes.Status303SeeOther) await body.WriteAsync(page.GetBuffer().AsMemory(0, (int)page.Length));
    }
}
