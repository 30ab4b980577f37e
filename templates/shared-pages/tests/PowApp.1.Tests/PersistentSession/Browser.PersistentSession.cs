using System.Net;
using PowApp._1.Accounts;

namespace PowApp._1.Tests;

public sealed partial class Browser
{
    /// <summary>The token of a browser that stays signed in; null for none.</summary>
    public string? RenewalToken => PersistentCookie?.Value;

    public Cookie? PersistentCookie =>
        Cookies.GetAllCookies().SingleOrDefault(cookie => cookie.Name.EndsWith("-persistent", StringComparison.Ordinal));

    /// <summary>Every token that it was sent; "" where it was told to forget it.</summary>
    public IEnumerable<string> RenewalTokensSent =>
        SetCookies.Where(cookie => cookie.Contains("-persistent=")).Select(cookie => cookie.Split('=', ';')[1]);

    public Task<Page> SignInPersistentlyAsync(User user) => SubmitAsync(AccountPaths.SignIn, PersistentSignIn(user));

    /// <summary>Closed and opened again: what was not meant to last is gone.</summary>
    public Browser Close()
    {
        foreach (var cookie in Cookies.GetAllCookies().Where(cookie => cookie.Expires == default)) cookie.Expired = true;
        return this;
    }

    /// <summary>A browser with the same cookies that is closed and opened again.</summary>
    public Browser ClosedCopy() => Copy().Close();

    public static object PersistentSignIn(User user) => new { user.Email, TestApp.Password, persistentSession = true };
}

public partial class TestApp
{
    /// <summary>A device that is signed in, after it was closed.</summary>
    public async Task<Browser> ClosedAfterSignIn(User user)
    {
        var browser = NewVisitor();
        Assert.LeadsTo("/", await browser.SignInPersistentlyAsync(user));
        return browser.Close();
    }
}
