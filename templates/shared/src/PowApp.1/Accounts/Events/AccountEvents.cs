using System.Net;

namespace PowApp._1.Accounts;

/// <summary>The events in the log of accounts (ASVS 5.0 16.3).</summary>
public static class AccountEvent
{
    public static readonly EventId Registered = new(1000, nameof(Registered));
    public static readonly EventId RegistrationRefused = new(1001, nameof(RegistrationRefused));
    public static readonly EventId EmailChanged = new(1002, nameof(EmailChanged));
    public static readonly EventId EmailChangeUndone = new(1003, nameof(EmailChangeUndone));
    public static readonly EventId PasswordChanged = new(1004, nameof(PasswordChanged));
    public static readonly EventId AccountDeleted = new(1005, nameof(AccountDeleted));
    public static readonly EventId EmailChangeRequested = new(1006, nameof(EmailChangeRequested));

    public static readonly EventId SignedIn = new(1100, nameof(SignedIn));
    public static readonly EventId SignInRefused = new(1101, nameof(SignInRefused));
    public static readonly EventId PasswordRefused = new(1102, nameof(PasswordRefused));
    public static readonly EventId Reauthenticated = new(1103, nameof(Reauthenticated));

    public static readonly EventId SessionStarted = new(1200, nameof(SessionStarted));
    public static readonly EventId SessionEnded = new(1201, nameof(SessionEnded));
    public static readonly EventId OtherSessionsEnded = new(1202, nameof(OtherSessionsEnded));

    public static readonly EventId LinkIssued = new(1300, nameof(LinkIssued));
    public static readonly EventId LinkRefused = new(1301, nameof(LinkRefused));
    public static readonly EventId AttemptsLimited = new(1302, nameof(AttemptsLimited));
    public static readonly EventId EmailLimited = new(1304, nameof(EmailLimited));
}

/// <summary>
/// Writes the log of accounts: one line for each act, successful or refused, with the user, the source and the session. Never an address, a
/// password, a link or another secret. The id of a session signs no one in.
/// </summary>
public sealed class AccountEvents(ILogger<AccountEvents> logger, IHttpContextAccessor context)
{
    public void Write(EventId act, Guid? userId = null, Guid? sessionId = null) => Write(LogLevel.Information, act, userId, sessionId);

    public void WriteRefused(EventId act, Guid? userId = null) => Write(LogLevel.Warning, act, userId, sessionId: null);

    /// <param name="method">How the user has proven who they are.</param>
    public void WriteSignedIn(Guid userId, string method) =>
        logger.LogInformation(AccountEvent.SignedIn, "SignedIn: user {UserId}, method {Method}, source {Source}", userId, method, Source);

    private IPAddress? Source => context.HttpContext?.Connection.RemoteIpAddress;

    private void Write(LogLevel level, EventId act, Guid? userId, Guid? sessionId) =>
        logger.Log(level, act, "{Event}: user {UserId}, session {SessionId}, source {Source}",
            act.Name, userId, sessionId ?? context.HttpContext?.Features.Get<ActiveSession>()?.Id, Source);
}
