using System.Net;
using PowApp._1.Accounts;

namespace PowApp._1.Tests;

/// <summary>The page behind the link "this was not me".</summary>
public sealed class UndoEmailChangePageTests(TestApp app) : IClassFixture<TestApp>
{
    [Fact]
    public async Task It_names_the_address_and_leads_to_the_sign_in_page()
    {
        var alice = await app.NewUser();
        var browser = app.NewVisitor();

        var form = await browser.GetAsync(await LinkOfChangeAsync(alice));
        Assert.Contains(alice.Email!, form.Text);
        var page = await SendAsync(browser, form);

        Assert.LeadsTo(AccountPaths.SignIn, page);
        var signIn = await browser.FollowAsync(page);
        Assert.NotNull(signIn.Notice);
        Assert.Equal(alice.Email, signIn.Field("email").Value);
    }

    [Fact, Trait("Attack", "A45")]
    public async Task After_its_use_neither_the_link_nor_the_form_works()
    {
        var link = await LinkOfChangeAsync(await app.NewUser());
        var browser = app.NewVisitor();
        var form = await browser.GetAsync(link);
        await SendAsync(browser, form);

        var late = new { password = "another password", passwordConfirmation = "another password" };
        foreach (var page in new[] { await browser.GetAsync(link), await browser.SubmitAsync(form, late) })
        {
            Assert.Equal(HttpStatusCode.NotFound, page.Status);
            Assert.Contains("already used", page.Text);
            Assert.True(page.LinksTo(AccountPaths.SignIn));
        }
    }

    [Fact]
    public async Task Sent_twice_it_says_twice_that_the_address_is_restored()
    {
        var browser = app.NewVisitor();
        var form = await browser.GetAsync(await LinkOfChangeAsync(await app.NewUser()));
        await SendAsync(browser, form);

        var again = await SendAsync(browser, form);

        Assert.LeadsTo(AccountPaths.SignIn, again);
        Assert.Contains("restored", (await browser.FollowAsync(again)).Notice);
    }

    [Theory, Trait("Attack", "A53")]
    [InlineData("GET")]
    [InlineData("HEAD")]
    [InlineData("OPTIONS")]
    public async Task Looking_at_it_changes_nothing(string method)
    {
        var alice = await app.NewUser();
        var intruder = await app.SignedInAs(alice);
        var link = await LinkOfChangeAsync(alice, intruder);

        var scanner = app.NewVisitor();
        scanner.Headers.Add("Purpose", "prefetch");
        for (var look = 0; look < 3; look++) await scanner.SendAsync(new HttpRequestMessage(new HttpMethod(method), link));

        Assert.True(await intruder.IsSignedInAsync());
        Assert.LeadsTo(AccountPaths.SignIn, await app.NewVisitor().UndoEmailChangeAsync(link.Split('/')[^1]));
    }

    [Theory, Trait("Attack", "A50")]
    [InlineData("%20{0}")]
    [InlineData("%20")]
    [InlineData("%2500")]
    [InlineData("%252B")]
    [InlineData("{0}%20")]
    public async Task A_link_that_was_encoded_otherwise_opens_nothing(string format)
    {
        var secret = (await LinkOfChangeAsync(await app.NewUser())).Split('/')[^1];

        var link = AccountPaths.UndoEmailChange.Replace("{token}", string.Format(format, secret));
        Assert.Equal(HttpStatusCode.NotFound, (await app.NewVisitor().GetAsync(link)).Status);
    }

    [Fact, Trait("Attack", "A52")]
    public async Task It_tells_the_secret_to_nobody()
    {
        var page = await app.NewVisitor().GetAsync(await LinkOfChangeAsync(await app.NewUser()));

        Assert.Equal(["no-referrer"], page.Headers.GetValues("Referrer-Policy"));
        Assert.All(page.Document.QuerySelectorAll("link[href], img[src], script[src]"), element =>
            Assert.StartsWith("/", element.GetAttribute("href") ?? element.GetAttribute("src")));
    }

    [Theory]
    [InlineData(TestApp.NewPassword, "another one")]
    [InlineData("", "")]
    [InlineData("too short", "too short")]
    public async Task A_password_that_is_refused_leaves_the_form_and_the_link(string password, string passwordConfirmation)
    {
        var alice = await app.NewUser();
        var browser = app.NewVisitor();
        var form = await browser.GetAsync(await LinkOfChangeAsync(alice));

        var page = await browser.SubmitAsync(form, new { password, passwordConfirmation });

        Assert.Equal(HttpStatusCode.UnprocessableEntity, page.Status);
        Assert.Contains(alice.Email!, page.Text);
        Assert.LeadsTo(AccountPaths.SignIn, await SendAsync(browser, page));
    }

    private static Task<Page> SendAsync(Browser browser, Page form) =>
        browser.SubmitAsync(form, new { password = TestApp.NewPassword, passwordConfirmation = TestApp.NewPassword });

    /// <summary>Changes the address and returns the link in the notice to the old one.</summary>
    private async Task<string> LinkOfChangeAsync(User user, Browser? browser = null)
    {
        browser ??= await app.SignedInAs(user);
        Assert.LeadsTo(AccountPaths.Account, await browser.ChangeEmailAsync(TestApp.NewAddress()));
        return (await app.Mailbox.ToAsync(user.Email))[^1].Link;
    }
}
