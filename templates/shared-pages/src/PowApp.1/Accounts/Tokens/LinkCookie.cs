using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Options;

namespace PowApp._1.Accounts;

/// <summary>
/// Carries the secret of an emailed link from the link to its form, so that it is in no address of a page, in no history and in no referrer.
/// A browser keeps one link of each purpose, the one that was opened last. A form names its own link, so that it never acts on another one.
/// </summary>
public sealed class LinkCookie(
    IHttpContextAccessor context, AppCookies cookies, TokenService tokens, IDataProtectionProvider protection, IOptions<AccountOptions> options,
    IStringLocalizer<Texts> localizer)
{
    /// <summary>The hidden field in which a form names the link that its page was opened with.</summary>
    public const string Field = "link";

    private readonly IDataProtector _protector = protection.CreateProtector(nameof(LinkCookie));

    private HttpContext Context => context.HttpContext!;

    /// <summary>Keeps the secret for the form.</summary>
    /// <returns>False when the link is not valid.</returns>
    public async Task<bool> OpenAsync(TokenPurpose purpose, string? secret)
    {
        // A secret of spaces alone arrives as null.
        if (secret is null || await tokens.FindAsync(purpose, secret) is not { } token) return false;

        var link = JsonSerializer.Serialize(new OpenedLink(token.Id, secret, token.SentTo));
        cookies.Write(purpose.Name, _protector.Protect(link), options.Value.Sessions.LinkFormLifetime);
        return true;
    }

    /// <summary>
    /// The address to show on a page: that of the link that was opened last. Null when this browser has none, or the form that was sent names
    /// another one.
    /// </summary>
    public string? EmailOf(TokenPurpose purpose) => Read(purpose) is { } link && (IsNamed(link) || Named is "") ? link.Email : null;

    /// <summary>What the form of a page names its link by: as it was sent before or, in a new form, by the link that was opened last.</summary>
    public string? NameOf(TokenPurpose purpose) => Named is "" ? Read(purpose)?.Id.ToString() : Named;

    /// <summary>The token of the link of this page or form; null when the link is not valid, or this browser does not have it.</summary>
    public async Task<AccountToken?> FindAsync(TokenPurpose purpose) =>
        Read(purpose) is { } link && IsNamed(link) ? await tokens.FindAsync(purpose, link.Secret) : null;

    /// <summary>What to tell the user when this browser does not have the link of the page or form; null when the link itself is not valid.</summary>
    public string? ExplainMissing(TokenPurpose purpose)
    {
        if (Read(purpose) is not { } link)
            return localizer["This page was open too long, or its link was opened in another browser. Open the link in the email again."];

        return IsNamed(link) ? null : localizer["Another link was opened in this browser. Open your link in the email again."].Value;
    }

    // Only a form has to name its link. The field is empty when the form has none, or cannot be read.
    private bool IsNamed(OpenedLink link) => !HttpMethods.IsPost(Context.Request.Method) || Named == link.Id.ToString();

    private string Named => Context.Features.Get<IFormFeature>()?.Form?[Field].ToString() ?? "";

    // Until it expires, also after the link was used: the form may still be open in another tab.
    private OpenedLink? Read(TokenPurpose purpose)
    {
        try
        {
            return cookies.Read(purpose.Name) is { } cookie ? JsonSerializer.Deserialize<OpenedLink>(_protector.Unprotect(cookie)) : null;
        }
        catch (CryptographicException)
        {
            return null; // Left by an app with other keys, or made up.
        }
    }

    /// <param name="Id">Names the link in its form. It opens nothing.</param>
    /// <param name="Email">The address that the link was sent to.</param>
    private sealed record OpenedLink(Guid Id, string Secret, string Email);
}
