using Microsoft.Extensions.Options;

namespace PowApp._1.Accounts;

/// <summary>
/// Recognizes the browser that someone registered in, and keeps what a sign-in was asked for while it is held until the address is confirmed.
/// </summary>
public sealed class RegistrationCookie(AppCookies cookies, IOptions<AccountOptions> options)
{
    private const string Proof = "registration";
    private const string Held = "held-sign-in";

    private TimeSpan Lifetime => options.Value.EmailConfirmation.LinkLifetime;

    /// <summary>What shows that the account was registered in this browser; null for nothing.</summary>
    public string? Read() => cookies.Read(Proof);

    public void Write(string proof) => cookies.Write(Proof, proof, Lifetime);

    public void Erase() => cookies.Erase(Proof);

    /// <summary>Keeps the address of the sign-in page that leads to where the user wanted to go.</summary>
    public void Hold(string signInPath) => cookies.Write(Held, signInPath, Lifetime);

    /// <summary>The address that was kept, once; null for none.</summary>
    public string? TakeHeld()
    {
        if (cookies.Read(Held) is not { } signInPath) return null;

        cookies.Erase(Held);
        return AccountPaths.IsLocal(signInPath) ? signInPath : null;
    }
}
