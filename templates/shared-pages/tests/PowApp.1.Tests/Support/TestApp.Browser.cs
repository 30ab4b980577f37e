using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Net.Http.Headers;
using PowApp._1.Accounts;

namespace PowApp._1.Tests;

public partial class TestApp
{
    /// <summary>A browser that was never here before.</summary>
    public Browser NewVisitor() => new(this, Origin);

    /// <summary>A browser in which a user signed in a moment ago.</summary>
    public async Task<Browser> SignedInAs(User user)
    {
        var started = await With((SessionStore sessions) => sessions.StartAsync(user, "Firefox on Linux", "203.0.113.x"));
        var value = started!.Value.Token;
        Secrets.Add(value);
        var response = new DefaultHttpContext { Request = { Scheme = Origin.Scheme } };
        Services.GetRequiredService<IHttpContextAccessor>().HttpContext = response;
        Services.GetRequiredService<AppCookies>().Write(CurrentSession.Cookie, value);
        Services.GetRequiredService<IHttpContextAccessor>().HttpContext = null;

        var browser = NewVisitor();
        browser.Cookies.SetCookies(Origin, response.Response.Headers.SetCookie.ToString());
        return browser;
    }

    // What somebody typed, and the cookies that were set.
    private void NoteSecretsOf(HttpContext context)
    {
        foreach (var (name, values) in context.Features.Get<IFormFeature>()?.Form ?? FormCollection.Empty)
            if (IsSecret(name))
                foreach (var value in values) Secrets.Add(value);
        foreach (var cookie in SetCookieHeaderValue.ParseList(context.Response.Headers.SetCookie)) Secrets.Add(cookie.Value.ToString());
    }

    private static bool IsSecret(string field) =>
        field is "__RequestVerificationToken" || field.Split('.')[^1].Contains("password", StringComparison.OrdinalIgnoreCase);
}
