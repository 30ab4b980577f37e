using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace PowApp._1.Accounts;

/// <summary>
/// Identity's hasher (format V3, PBKDF2-HMAC-SHA512) over the password in its NFC form, so that it works however a
/// keyboard composes its letters (NIST SP 800-63B-4). Nothing else about a password is changed: it is not trimmed, and case counts.
/// </summary>
public sealed class AccountPasswordHasher(IOptions<PasswordHasherOptions> hashing, IOptions<AccountOptions> options)
    : PasswordHasher<User>(hashing)
{
    private readonly PasswordLimits _limits = options.Value.Password;
    private string? _decoy;

    /// <summary>A hash that no password matches, for work that must take as long for an unknown user as for a known one.</summary>
    public string Decoy => _decoy ??= base.HashPassword(null!, Secret.New());

    public override string HashPassword(User user, string password) => base.HashPassword(user, password.Normalize(NormalizationForm.FormC));

    /// <summary>
    /// Fails at once, whoever the user is, for what can be no one's password. Any other refusal costs as much as a new hash, even where the hash
    /// was made with fewer iterations: the time must not tell how old an account is.
    /// </summary>
    public override PasswordVerificationResult VerifyHashedPassword(User user, string hashedPassword, string providedPassword)
    {
        if (!PasswordPolicy.CanBeHashed(providedPassword, _limits)) return PasswordVerificationResult.Failed;

        var password = providedPassword.Normalize(NormalizationForm.FormC);
        var verdict = base.VerifyHashedPassword(user, hashedPassword, password);
        var missing = _limits.HashIterations - IterationsOf(hashedPassword);
        if (verdict == PasswordVerificationResult.Failed && missing > 0)
            Rfc2898DeriveBytes.Pbkdf2(password, new byte[16], missing, HashAlgorithmName.SHA512, 32);
        return verdict;
    }

    // Where format V3 has them; other formats, which other apps have left, count as free.
    private static int IterationsOf(string hashedPassword) =>
        Convert.FromBase64String(hashedPassword) is [1, ..] hash ? (int)BinaryPrimitives.ReadUInt32BigEndian(hash.AsSpan(5)) : 0;
}
