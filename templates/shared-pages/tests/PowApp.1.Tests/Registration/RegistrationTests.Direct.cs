using System.Net;
using Microsoft.EntityFrameworkCore;
using PowApp._1.Accounts;

namespace PowApp._1.Tests;

public sealed partial class RegistrationTests
{
    [Fact]
    public async Task It_creates_an_account_and_signs_in_to_it()
    {
        var email = TestApp.NewAddress();
        var browser = app.NewBrowser();

        Assert.LeadsTo("/", await browser.RegisterAsync(email));

        Assert.Contains(email, (await browser.GetAsync("/")).Text);
        var user = (await UserOf(email))!;
        Assert.Equal(app.Clock.GetUtcNow(), user.CreatedAt);
        Assert.False(app.Keeps(TestApp.Password));
        Assert.LeadsTo("/", await app.NewBrowser().SignInAsync(user));
    }

    [Theory, Trait("Attack", "A80")]
    [InlineData("{0}")]
    [InlineData("{1}")]
    [InlineData(" {0} ")]
    public async Task An_address_has_one_account(string variant)
    {
        var alice = await app.NewUser();

        var page = await app.NewBrowser().RegisterAsync(string.Format(variant, alice.Email, alice.Email!.ToUpperInvariant()), "another password of hers");

        Assert.Refuses("email", page);
        Assert.LeadsTo("/", await app.NewBrowser().SignInAsync(alice));
    }

    [Fact, Trait("Attack", "A95")]
    public async Task Of_many_at_once_one_gets_the_address()
    {
        var email = TestApp.NewAddress();
        var browsers = Enumerable.Range(0, 20).Select(_ => app.NewBrowser()).ToList();

        var pages = await Task.WhenAll(browsers.Select((browser, i) => browser.RegisterAsync(i % 2 is 0 ? email : email.ToUpperInvariant())));

        Assert.Single(pages, page => page.Status is HttpStatusCode.SeeOther);
        Assert.All(pages.Where(page => page.Status is not HttpStatusCode.SeeOther), page => Assert.Refuses("email", page));
        Assert.Equal(1, await app.Db(db => db.Set<User>().CountAsync(user => user.NormalizedEmail == email)));
    }

    [Fact, Trait("Attack", "A95")]
    public async Task Whoever_is_a_moment_late_is_told_that_the_address_is_taken()
    {
        var email = TestApp.NewAddress();
        var browser = app.NewBrowser();
        var form = await browser.GetAsync(AccountPaths.Register);

        app.Database.BeforeNextSave(() => app.With((AccountService accounts) => accounts.CreateAsync(email, "a password of somebody else")));

        Assert.Refuses("email", await browser.SubmitAsync(form, new { email, TestApp.Password, passwordConfirmation = TestApp.Password }));
        Assert.Null(browser.Session);
    }
}
