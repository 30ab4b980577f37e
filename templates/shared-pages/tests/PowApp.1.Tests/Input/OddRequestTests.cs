using PowApp._1.Accounts;

namespace PowApp._1.Tests;

/// <summary>Whatever stands in an address, a header or a cookie, an answer comes, and it is no mistake of ours, in the log either.</summary>
public sealed class OddRequestTests(ProductionApp app) : IClassFixture<ProductionApp>, IDisposable
{
    private const int Mixtures = 5;

    [Fact, Trait("Attack", "A93")]
    public async Task Odd_text_in_a_header_gets_an_answer()
    {
        string[] names =
        [
            "Accept", "Accept-Encoding", "Accept-Language", "If-Modified-Since", "If-None-Match", "Origin", "Range", "Referer", "RequestVerificationToken",
            "User-Agent", "X-HTTP-Method-Override",
        ];
        var alice = await app.NewUser();
        foreach (var odd in OddInput.Texts(Mixtures))
        {
            var browser = app.NewVisitor();
            foreach (var name in names) browser.Headers.TryAddWithoutValidation(name, odd);

            var form = await browser.GetAsync(AccountPaths.SignIn);
            Assert.IsNoMistake(form, odd);
            Assert.IsNoMistake(await browser.SubmitAsync(form, new { alice.Email, TestApp.Password }), odd);
        }
    }

    /// <summary>Each cookie that the app sets, and one that the framework might read.</summary>
    [Fact, Trait("Attack", "A93")]
    public async Task Odd_text_in_a_cookie_gets_an_answer()
    {
        var browser = await app.SignedInAs(await app.NewUser());
        await browser.SignOutAsync();
        string[] names = [.. browser.SetCookies.Select(cookie => cookie.Split('=')[0]), ".AspNetCore.Culture"];

        foreach (var odd in OddInput.Encoded(Mixtures).Union(OddInput.Texts(Mixtures)))
        {
            var forger = app.NewVisitor();
            forger.Headers.TryAddWithoutValidation("Cookie", string.Join("; ", names.Distinct().Select(name => $"{name}={odd}")));

            Assert.IsNoMistake(await forger.GetAsync(AccountPaths.SignIn), odd); // Looks for a session too, and reads the cookie of its form.
        }
    }

    [Fact, Trait("Attack", "A89")]
    public async Task Too_many_cookies_get_an_answer()
    {
        var browser = await app.SignedInAs(await app.NewUser());
        browser.Headers.Add("Cookie", string.Join("; ", Enumerable.Range(0, 500).Select(i => $"cookie{i}={new string('a', 100)}")));

        Assert.True(await browser.IsSignedInAsync());
    }

    [Fact, Trait("Attack", "A93")]
    public async Task Odd_text_in_a_query_gets_an_answer()
    {
        string[] names = [AccountPaths.RequestPathParameter, "culture", "ui-culture", "email", "id", "returnUrl", "handler", "area"];
        var alice = await app.NewUser();
        foreach (var odd in OddInput.Encoded(Mixtures))
        {
            var query = $"?{string.Join('&', names.Select(name => $"{name}={odd}"))}&{odd}";

            Assert.IsNoMistake(await app.NewVisitor().GetAsync(AccountPaths.Account + query), odd);
            Assert.IsNoMistake(await app.NewVisitor().SubmitAsync(AccountPaths.SignIn + query, new { alice.Email, TestApp.Password }), odd);
        }
    }

    /// <summary>What visits of all kinds leave behind is not sent back for ever.</summary>
    [Fact, Trait("Attack", "A89")]
    public async Task Cookies_do_not_pile_up()
    {
        var alice = await app.NewUser();
        var browser = app.NewVisitor();
        for (var visit = 0; visit < 5; visit++)
        {
            await browser.SubmitAsync($"{AccountPaths.SignIn}?{AccountPaths.RequestPathParameter}=/{new string('a', 1000)}", new { alice.Email, TestApp.Password });
            await browser.SignOutAsync();
        }

        Assert.InRange(browser.Cookies.GetCookieHeader(app.Origin).Length, 1, 1000);
    }

    public void Dispose() => Assert.Empty(app.Log.Errors);
}
