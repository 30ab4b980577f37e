namespace PowApp._1.Accounts;

/// <summary>A session as its user sees it. Nothing in it signs anyone in.</summary>
public sealed class SessionListItem(Session row, bool isCurrent)
{
    public Guid Id => row.Id;

    /// <summary>The browser and the system; empty when unknown.</summary>
    /// <example>Firefox · Linux</example>
    public string Device => row.Device;

    /// <summary>The network; empty when unknown.</summary>
    /// <example>203.0.113.x</example>
    public string Address => row.Address;

    public DateTimeOffset StartedAt => row.StartedAt;

    public DateTimeOffset SeenAt => row.SeenAt;

    /// <summary>When the session ends unless it is used before.</summary>
    public DateTimeOffset ExpiresAt => row.ExpiresAt;
#if (PersistentSession)

    public bool IsPersistent => row.IsPersistent;
#endif

    public bool IsCurrent => isCurrent;
}
