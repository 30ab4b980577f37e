namespace PowApp._1.Accounts;

/// <summary>The session behind a request, as it was when it was looked up.</summary>
/// <param name="Row">To be read only: what changes is changed in the database.</param>
/// <param name="Email">The user's address.</param>
/// <param name="IsSuperseded">The request came with the value before the last renewal.</param>
public sealed record ActiveSession(Session Row, string Email, bool IsSuperseded)
{
    public Guid Id => Row.Id;

    public Guid UserId => Row.UserId;

    /// <summary>When it ends unless another request comes first.</summary>
    public DateTimeOffset EndsAt(SessionLimits limits)
    {
        var ends = Row.EndsAt(limits);
        var grace = Row.RenewedAt + limits.RenewalGrace;
        return IsSuperseded && grace < ends ? grace : ends;
    }
}
