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

    /// <summary>Fails at once, whoever the user is, for what can be no one's password.</summary>
    public override PasswordVerificationResult VerifyHashedPassword(User user, string hashedPassword, string providedPassword) =>
        PasswordPolicy.CanBeHashed(providedPassword, _limits)
            ? base.VerifyHashedPassword(user, hashedPassword, providedPassword.Normalize(NormalizationForm.FormC))
            : PasswordVerificationResult.Failed;
}
