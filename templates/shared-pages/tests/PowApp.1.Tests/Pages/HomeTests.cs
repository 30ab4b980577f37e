using System.Net;
using PowApp._1.Accounts;

namespace PowApp._1.Tests;

public sealed class HomeTests(TestApp app) : IClassFixture<TestApp>
{
    [Fact]
    public async Task It_offers_to_sign_in()
    {
        var page = await app.NewVisitor().GetAsync("/");

        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.True(page.LinksTo(AccountPaths.SignIn));
    }

    [Fact]
    public async Task It_says_who_is_signed_in()
    {
        var alice = await app.NewUser();

        var page = await (await app.SignedInAs(alice)).GetAsync("/");

        Assert.Contains(alice.Email!, page.Text);
        Assert.True(page.LinksTo(AccountPaths.Account));
        Assert.True(page.LinksTo(AccountPaths.Sessions));
        Assert.False(page.LinksTo(AccountPaths.SignIn));
    }

    [Fact, Trait("Attack", "A84")]
    public async Task What_users_type_is_text_and_nothing_else()
    {
        var email = $"o'brien&copy={Guid.NewGuid():N}@example.com";
        var browser = await app.SignedInAs(await app.NewUser(email: email));

        Assert.Contains(email, (await browser.GetAsync("/")).Text);
        Assert.Contains(email, (await browser.GetAsync(AccountPaths.Account)).Text);
    }

    [Theory, Trait("Attack", "A84")]
    [InlineData("\"><script>alert(1)</script>")]
    [InlineData("'><img src=x onerror=alert(1)>")]
    public async Task What_was_refused_is_shown_as_text(string markup)
    {
        var path = AccountPaths.WithRequestPath(AccountPaths.SignIn, markup);

        var page = await app.NewVisitor().SubmitAsync(path, new { email = markup, password = "" });

        Assert.Equal(markup, page.Field("email").Value);
        Assert.Empty(page.Document.QuerySelectorAll("script:not([src]), [onerror]"));
    }

    [Fact]
    public async Task In_development_it_says_where_it_is_written()
    {
        await using var production = new ProductionApp();

        Assert.Contains("Development only", (await app.NewVisitor().GetAsync("/")).Text);
        Assert.DoesNotContain("Development", (await production.NewVisitor().GetAsync("/")).Text);
    }

    [Fact]
    public async Task Its_style_sheet_is_there()
    {
        var browser = app.NewVisitor();
        var sheet = (await browser.GetAsync("/")).Document.QuerySelector("link[rel=stylesheet]")!.GetAttribute("href")!;

        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync(sheet)).Status);
    }
}
