namespace PowApp._1.Accounts;

/// <summary>A session as its owner sees it. Nothing in it signs anybody in.</summary>
public sealed partial class SessionListItem(Session row, bool isCurrent)
{
    public Guid Id => row.Id;

    /// <summary>Browser and system, such as "Firefox · Linux"; "" when unknown.</summary>
    public string Device => row.Device;

    /// <summary>The network, such as "203.0.113.x"; "" when unknown.</summary>
    public string Address => row.Address;

    public DateTimeOffset StartedAt => row.StartedAt;

    public DateTimeOffset SeenAt => row.SeenAt;

    /// <summary>When it ends unless it is used before.</summary>
    public DateTimeOffset KeptUntil => row.KeptUntil;

    public bool IsCurrent => isCurrent;
}
