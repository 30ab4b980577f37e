namespace PowApp._1.Accounts;

/// <summary>What a client holds beside its session's value: names the session, and proves that it may renew it. Good for one time.</summary>
public sealed record RenewalToken(Guid SessionId, string Secret, DateTimeOffset ExpiresAt)
{
    public string Value => $"{SessionId:N}.{Secret}";

    /// <summary>The parts of a value; of what is no value, those of no session.</summary>
    public static (Guid SessionId, string Secret) Parse(string value) =>
        value.Split('.') is [var id, var secret] && Guid.TryParseExact(id, "N", out var sessionId) ? (sessionId, secret) : (Guid.Empty, "");
}
