using Microsoft.Extensions.Options;

namespace PowApp._1.Accounts;

/// <summary>
/// Carries the secret of an emailed link from the link to its form, so that it is in no address of a page, in no history and in no referrer.
/// </summary>
public sealed class LinkCookie(AppCookies cookies, TokenService tokens, IOptions<AccountOptions> options)
{
    /// <summary>Keeps the secret for the form.</summary>
    /// <returns>False when the link is not valid.</returns>
    public async Task<bool> OpenAsync(TokenPurpose purpose, string? secret)
    {
        // A secret of spaces alone arrives as null.
        if (secret is null || await tokens.FindAsync(purpose, secret) is null) return false;

        cookies.Write(purpose.Name, secret, options.Value.Sessions.LinkFormLifetime);
        return true;
    }

    /// <summary>The token of the link that was opened; null when it is not valid, or was not opened in this browser.</summary>
    public Task<AccountToken?> FindAsync(TokenPurpose purpose) => tokens.FindAsync(purpose, cookies.Read(purpose.Name) ?? "");

    public void Close(TokenPurpose purpose) => cookies.Erase(purpose.Name);
}
