namespace PowApp._1.Accounts;

/// <summary>The session behind a request, as it was when it was looked up.</summary>
public sealed record ActiveSession
{
    public required Guid Id { get; init; }
    public required Guid UserId { get; init; }
    public required string Email { get; init; }
    public required string Device { get; init; }
    public required string Address { get; init; }
    public required DateTimeOffset StartedAt { get; init; }
    public required DateTimeOffset RenewedAt { get; init; }
    public required DateTimeOffset SeenAt { get; init; }

    /// <summary>The request came with the value before the last renewal.</summary>
    public required bool IsSuperseded { get; init; }

    /// <summary>Set from a renewal until its new value is first seen.</summary>
    public required byte[]? RenewalSalt { get; init; }

    /// <summary>When it ends unless another request comes first.</summary>
    public DateTimeOffset EndsAt(SessionLimits limits)
    {
        var ends = Earlier(SeenAt + limits.IdleTimeout, StartedAt + limits.AbsoluteTimeout);
        return IsSuperseded ? Earlier(ends, RenewedAt + limits.RenewalGrace) : ends;
    }

    private static DateTimeOffset Earlier(DateTimeOffset one, DateTimeOffset other) => one < other ? one : other;
}
