using Microsoft.AspNetCore.Mvc;
using PowApp._1.Accounts;
using PowApp._1.Web;

namespace PowApp._1.Controllers;

/// <summary>The devices that are signed in to the account.</summary>
[ApiController, Route("/api/v1/sessions"), Tags(ApiTags.Sessions)]
public sealed class SessionsController(SessionStore sessions, CurrentSession session) : ControllerBase
{
    /// <summary>List sessions</summary>
    /// <response code="200">The current session first, then those that were seen last.</response>
    [HttpGet(Name = "ListSessions")]
    [ProducesResponseType<IReadOnlyList<SessionListItem>>(StatusCodes.Status200OK)]
    public async Task<IActionResult> Index() => Ok(await sessions.ListAsync(session.Required));

    /// <summary>End a session</summary>
    /// <remarks>A session that has ended already is no error.</remarks>
    /// <param name="id">The id of the session.</param>
    /// <response code="204">The session has ended.</response>
    [HttpDelete("{id:guid}", Name = "EndSession"), RequireFreshSession]
    [ProducesResponseType(StatusCodes.Status204NoContent)]
    public async Task<IActionResult> End(Guid id)
    {
        await sessions.EndAsync(session.Required.UserId, id);
        return NoContent();
    }

    /// <summary>End all other sessions</summary>
    /// <response code="204">Only the session of the request is left.</response>
    [HttpDelete(Name = "EndOtherSessions"), RequireFreshSession]
    [ProducesResponseType(StatusCodes.Status204NoContent)]
    public async Task<IActionResult> EndOthers()
    {
        await sessions.EndOthersAsync(session.Required);
        return NoContent();
    }
}
