using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;
using PowApp._1.Accounts;
using PowApp._1.Web;

namespace PowApp._1.Controllers;

/// <summary>The devices that are signed in to the account.</summary>
public sealed class SessionsController(SessionStore sessions, CurrentSession session, IStringLocalizer<Texts> localizer) : Controller
{
    [HttpGet(AccountPaths.Sessions)]
    public async Task<IActionResult> Index() => View(await sessions.ListAsync(session.Required.UserId, session.Required.Id));

    [HttpPost(AccountPaths.EndSession), RequireFreshSession(AccountPaths.Sessions)]
    public async Task<IActionResult> End(Guid id)
    {
        await sessions.EndAsync(session.Required.UserId, id);
        return this.Done(AccountPaths.Sessions, localizer["Session ended."]);
    }

    [HttpPost(AccountPaths.EndOtherSessions), RequireFreshSession(AccountPaths.Sessions)]
    public async Task<IActionResult> EndOthers()
    {
        await sessions.EndOthersAsync(session.Required);
        return this.Done(AccountPaths.Sessions, localizer["All other sessions ended."]);
    }
}
