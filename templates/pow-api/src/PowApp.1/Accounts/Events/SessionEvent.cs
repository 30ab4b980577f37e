namespace PowApp._1.Accounts;

/// <summary>The events in the log of sessions.</summary>
public static class SessionEvent
{
    public static readonly EventId SessionStarted = new(1200, nameof(SessionStarted));
    public static readonly EventId SessionEnded = new(1201, nameof(SessionEnded));
    public static readonly EventId OtherSessionsEnded = new(1202, nameof(OtherSessionsEnded));
    public static readonly EventId SessionRenewed = new(1203, nameof(SessionRenewed));
    public static readonly EventId CopiedSessionEnded = new(1204, nameof(CopiedSessionEnded));
}
