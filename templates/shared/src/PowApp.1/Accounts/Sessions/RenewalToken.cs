using System.Security.Cryptography;

namespace PowApp._1.Accounts;

/// <summary>A token that renews a session, and works once.</summary>
/// <param name="Family">Names the session in all of its renewal tokens, and nowhere else: whoever knows it has had one.</param>
public sealed record RenewalToken(Guid Family, string Secret, DateTimeOffset ExpiresAt)
{
    public string Value => $"{Family:N}.{Secret}";

    /// <summary>All of its bits are random, unlike those of an id.</summary>
    public static Guid NewFamily() => new(RandomNumberGenerator.GetBytes(16));

    /// <summary>The parts of a value. Text that is no value has an empty family, which no session has.</summary>
    public static (Guid Family, string Secret) Parse(string value) =>
        value.Split('.') is [var name, var secret] && Guid.TryParseExact(name, "N", out var family) ? (family, secret) : (Guid.Empty, "");
}
