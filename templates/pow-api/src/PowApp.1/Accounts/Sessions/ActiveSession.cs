namespace PowApp._1.Accounts;

/// <summary>The session behind a request, as it was when it was looked up.</summary>
/// <param name="Row">To be read only: what changes is changed in the database.</param>
/// <param name="Email">The user's address.</param>
public sealed record ActiveSession(Session Row, string Email)
{
    public Guid Id => Row.Id;

    public Guid UserId => Row.UserId;

    /// <summary>When its access token stops working.</summary>
    public DateTimeOffset EndsAt(SessionLimits limits)
    {
        var (tokenEnds, sessionEnds) = (Row.RenewedAt + limits.AccessTokenLifetime, Row.EndsAt(limits));
        return tokenEnds < sessionEnds ? tokenEnds : sessionEnds;
    }
}
