namespace PowApp._1.Accounts;

/// <summary>What a browser that stays signed in holds beside its session: names the session, and proves that it may come back to it.</summary>
public sealed record PersistentToken(Guid SessionId, string Secret, DateTimeOffset ExpiresAt)
{
    public string Value => $"{SessionId:N}.{Secret}";

    /// <summary>The parts of a value; of what is no value, those of no session.</summary>
    public static (Guid SessionId, string Secret) Parse(string value) =>
        value.Split('.') is [var id, var secret] && Guid.TryParseExact(id, "N", out var sessionId) ? (sessionId, secret) : (Guid.Empty, "");
}

/// <summary>What a browser gets for its token: the value of its session, and the token for the next time.</summary>
public sealed record PersistentReturn(string Session, PersistentToken Next);
