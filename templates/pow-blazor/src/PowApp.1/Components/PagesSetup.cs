using Microsoft.AspNetCore.Antiforgery;
using PowApp._1.Components.Account;
#if (Invitation)
using PowApp._1.Components.Invitation;
#endif
using PowApp._1.Components.Sessions;
using PowApp._1.Web;

namespace PowApp._1.Components;

public static class PagesSetup
{
    /// <summary>Maps the pages, and the buttons that have no page of their own. They are for users, unless they say otherwise.</summary>
    public static void MapPages(this WebApplication app)
    {
        var actions = app.MapGroup("").RequireAuthorization().WithMetadata(new RequireAntiforgeryTokenAttribute());
        actions.MapAccount();
        actions.MapSessions();
#if (Invitation)
        actions.MapInvitations();
#endif
#if (Interactive)
        app.MapRazorComponents<App>()
            .AddInteractiveServerRenderMode(server => server.ContentSecurityFrameAncestorsPolicy = null) // SecurityHeaders sets it.
            .WithForms();
#endif
#if (!Interactive)
        app.MapRazorComponents<App>().WithForms();
#endif
    }
}
