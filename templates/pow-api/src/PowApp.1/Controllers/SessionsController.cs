using Microsoft.AspNetCore.Mvc;
using PowApp._1.Accounts;

namespace PowApp._1.Controllers;

/// <summary>The devices on which the user is signed in.</summary>
[ApiController, Route("/api/v1/sessions")]
public sealed class SessionsController(SessionStore sessions, CurrentSession session) : ControllerBase
{
    /// <summary>Lists the sessions: this one first, then those seen last.</summary>
    [HttpGet(Name = "ListSessions")]
    [ProducesResponseType<IReadOnlyList<SessionListItem>>(StatusCodes.Status200OK)]
    public async Task<IActionResult> Index() => Ok(await sessions.ListAsync(session.Required));

    /// <summary>Ends a session.</summary>
    /// <remarks>One that is over already is no error.</remarks>
    /// <param name="id">The id of the session.</param>
    [HttpDelete("{id:guid}", Name = "EndSession"), RequireFreshSession]
    [ProducesResponseType(StatusCodes.Status204NoContent)]
    public async Task<IActionResult> End(Guid id)
    {
        await sessions.EndAsync(session.Required.UserId, id);
        return NoContent();
    }

    /// <summary>Ends all sessions but this one.</summary>
    [HttpDelete(Name = "EndOtherSessions"), RequireFreshSession]
    [ProducesResponseType(StatusCodes.Status204NoContent)]
    public async Task<IActionResult> EndOthers()
    {
        await sessions.EndOthersAsync(session.Required);
        return NoContent();
    }
}
