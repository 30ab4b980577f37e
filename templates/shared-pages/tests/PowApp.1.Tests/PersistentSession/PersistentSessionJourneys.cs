using System.Net;
using PowApp._1.Accounts;

namespace PowApp._1.Tests;

/// <summary>Browsers that stay signed in.</summary>
internal static class PersistentSessionJourneys
{
    /// <summary>A device that is signed in, after it was closed.</summary>
    public static async Task<Browser> ClosedAfterSignIn(this TestApp app, User user)
    {
        var browser = app.NewBrowser();
        Assert.LeadsTo("/", await browser.SignInPersistentlyAsync(user));
        return browser.Close();
    }

    extension(Browser browser)
    {
        public Task<Page> SignInPersistentlyAsync(User user) => browser.SubmitAsync(AccountPaths.SignIn, PersistentSignIn(user));

        /// <summary>The token of a browser that stays signed in; null for none.</summary>
        public string? RenewalToken => browser.PersistentCookie?.Value;

        public Cookie? PersistentCookie =>
            browser.Cookies.GetAllCookies().SingleOrDefault(cookie => cookie.Name.EndsWith("-persistent", StringComparison.Ordinal));

        /// <summary>Every token that it was sent; "" where it was told to forget it.</summary>
        public IEnumerable<string> RenewalTokensSent =>
            browser.SetCookies.Where(cookie => cookie.Contains("-persistent=")).Select(cookie => cookie.Split('=', ';')[1]);

        /// <summary>Closed and opened again: what was not meant to last is gone.</summary>
        public Browser Close()
        {
            foreach (var cookie in browser.Cookies.GetAllCookies().Where(cookie => cookie.Expires == default)) cookie.Expired = true;
            return browser;
        }

        /// <summary>A browser with the same cookies that is closed and opened again.</summary>
        public Browser ClosedCopy() => browser.Copy().Close();
    }

    public static object PersistentSignIn(User user) => new { user.Email, TestApp.Password, persistentSession = true };
}
