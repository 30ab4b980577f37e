using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http.HttpResults;
using PowApp._1.Accounts;

namespace PowApp._1.FrontEnd;

/// <summary>
/// In Development, the pages that links in emails lead to while there is no front end. Each does what the front end will do there.
/// </summary>
public static class FrontEndPages
{
    // Each page has a form, which a script sends to this API. Where the script does not run, the form goes nowhere.
    private const string ContentSecurityPolicy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'none'; base-uri 'none'; "
        + "frame-ancestors 'none'";

    public static void MapFrontEndPages(this WebApplication app)
    {
        var pages = app.MapGroup("").ExcludeFromDescription().AddEndpointFilter(SetHeaders);
        pages.MapGet(AccountPaths.SignIn, () => new RazorComponentResult<SignInPage>());
        pages.MapGet(AccountPaths.Sessions, () => new RazorComponentResult<SessionsPage>());
        pages.MapGet(AccountPaths.ConfirmEmailLink, PageOf<ConfirmEmailPage>);
        pages.MapGet(AccountPaths.UndoEmailChange, PageOf<UndoEmailChangePage>);
#if (ResetPassword)
        pages.MapGet(ResetPasswordPaths.Ask, () => new RazorComponentResult<ResetPasswordPage>());
        pages.MapGet(ResetPasswordPaths.Link, PageOf<NewPasswordPage>);
#endif
#if (Invitation)
        pages.MapGet(InvitationPaths.Link, PageOf<InvitationPage>);
#endif
    }

    private static RazorComponentResult<TPage> PageOf<TPage>(string token) where TPage : IComponent => new(new { Token = token });

    private static ValueTask<object?> SetHeaders(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var headers = context.HttpContext.Response.Headers;
        headers.ContentSecurityPolicy = ContentSecurityPolicy;
        headers["Referrer-Policy"] = "no-referrer"; // The secret of a link is part of its address.
        return next(context);
    }
}
