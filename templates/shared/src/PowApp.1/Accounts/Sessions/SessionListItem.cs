namespace PowApp._1.Accounts;

/// <summary>A session as its owner sees it. Nothing in it signs anybody in.</summary>
public sealed record SessionListItem(
    Guid Id, string Device, string Address, DateTimeOffset StartedAt, DateTimeOffset SeenAt, DateTimeOffset KeptUntil, bool IsCurrent);
