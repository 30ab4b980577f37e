namespace PowApp._1.Accounts;

/// <summary>A session as its owner sees it. Nothing in it signs anybody in.</summary>
public sealed partial class SessionListItem(Session row, bool isCurrent)
{
    public Guid Id => row.Id;

    public string Device => row.Device;

    public string Address => row.Address;

    public DateTimeOffset StartedAt => row.StartedAt;

    public DateTimeOffset SeenAt => row.SeenAt;

    public DateTimeOffset KeptUntil => row.KeptUntil;

    public bool IsCurrent => isCurrent;
}
