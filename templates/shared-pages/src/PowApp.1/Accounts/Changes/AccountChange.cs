namespace PowApp._1.Accounts;

/// <summary>A change of address that its owner was told of and can undo.</summary>
/// <param name="Address">The address before the change.</param>
/// <param name="ChangedAt">When it was changed.</param>
public sealed record AccountChange(string Address, DateTimeOffset ChangedAt);
