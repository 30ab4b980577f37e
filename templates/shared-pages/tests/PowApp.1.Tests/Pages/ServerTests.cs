using System.Net;
using PowApp._1.Accounts;

namespace PowApp._1.Tests;

/// <summary>What only a server on a real port shows.</summary>
public sealed class ServerTests
{
    [Fact, Trait("Attack", "A85")]
    public async Task It_takes_no_more_than_a_form_can_need()
    {
        await using var app = new TestApp();
        app.UseKestrel(0);
        app.StartServer();
        var browser = new Browser(app, app.ClientOptions.BaseAddress);

        // Read in vain, a form has no valid token either: 400 says the same as 413.
        var page = await browser.SignInAsync("alice@example.com", new string('a', 64 * 1024));

        Assert.True(page.Status is HttpStatusCode.BadRequest or HttpStatusCode.RequestEntityTooLarge);
        Assert.False(page.Headers.Contains("Server"));
    }
}
