namespace PowApp._1.Accounts;

/// <summary>
/// Writes the log of accounts: one line for each act, good or refused, with who, from where, and in which session. Never an address,
/// a password, a link or anything else that opens a door; the id of a session signs nobody in.
/// </summary>
public sealed class AccountEvents(ILogger<AccountEvents> logger, IHttpContextAccessor context)
{
    public void Write(AccountEvent act, Guid? userId = null, Guid? sessionId = null) => Write(LogLevel.Information, act, userId, sessionId);

    public void WriteRefused(AccountEvent act, Guid? userId = null) => Write(LogLevel.Warning, act, userId, sessionId: null);

    private void Write(LogLevel level, AccountEvent act, Guid? userId, Guid? sessionId)
    {
        var http = context.HttpContext;
        logger.Log(level, new EventId((int)act, act.ToString()),
            "{Event}: user {UserId}, session {SessionId}, source {Source}",
            act, userId, sessionId ?? http?.Features.Get<ActiveSession>()?.Id, http?.Connection.RemoteIpAddress);
    }
}
