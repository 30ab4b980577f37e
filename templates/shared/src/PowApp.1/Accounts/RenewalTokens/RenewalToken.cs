using System.Security.Cryptography;

namespace PowApp._1.Accounts;

/// <summary>What a client holds beside its session's value: names the session, and proves that it may renew it. Good for one time.</summary>
/// <param name="Family">Names the session in all of its tokens, and nowhere else: who knows it has held one.</param>
public sealed record RenewalToken(Guid Family, string Secret, DateTimeOffset ExpiresAt)
{
    public string Value => $"{Family:N}.{Secret}";

    /// <summary>All of its bits are random, unlike those of an id.</summary>
    public static Guid NewFamily() => new(RandomNumberGenerator.GetBytes(16));

    /// <summary>The parts of a value; of what is no value, those of no session.</summary>
    public static (Guid Family, string Secret) Parse(string value) =>
        value.Split('.') is [var name, var secret] && Guid.TryParseExact(name, "N", out var family) ? (family, secret) : (Guid.Empty, "");
}
