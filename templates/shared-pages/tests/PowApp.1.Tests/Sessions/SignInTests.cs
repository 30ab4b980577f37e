using System.Net;
using System.Text.Encodings.Web;
using Microsoft.EntityFrameworkCore;
using PowApp._1.Accounts;

namespace PowApp._1.Tests;

public sealed class SignInTests(TestApp app) : IClassFixture<TestApp>
{
    [Fact]
    public async Task The_page_asks_for_an_address_and_a_password()
    {
        var page = await app.NewBrowser().GetAsync(AccountPaths.SignIn);

        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.AsksFor("email", "email", page);
        Assert.AsksFor("password", "password", page);
        Assert.DoesNotContain("request_path", page.Html);
    }

    [Fact]
    public async Task The_right_password_signs_in()
    {
        var alice = await app.NewUser();
        var browser = app.NewBrowser();

        Assert.LeadsTo("/", await browser.SignInAsync(alice));

        Assert.Contains(alice.Email!, (await browser.GetAsync("/")).Text);
    }

    [Fact]
    public async Task A_wrong_password_is_refused()
    {
        var alice = await app.NewUser();
        var browser = app.NewBrowser();

        var page = await browser.SignInAsync(alice, "not her password");

        Assert.Refuses(page);
        Assert.Equal(alice.Email, page.Field("email").Value);
        Assert.DoesNotContain("not her password", page.Html);
        Assert.Null(browser.Session);
        Assert.Equal(0, await app.Db(db => db.Set<Session>().CountAsync(session => session.UserId == alice.Id)));
    }

    [Fact, Trait("Attack", "A04")]
    public async Task An_unknown_address_is_refused_just_like_a_wrong_password()
    {
        var alice = await app.NewUser();
        var known = await app.NewBrowser().SignInAsync(alice, "not her password");
        var stranger = TestApp.NewAddress();
        var unknown = await app.NewBrowser().SignInAsync(stranger, "not her password");

        Assert.Equal(known.ShapeWithout(alice.Email!), unknown.ShapeWithout(stranger));
    }

    [Fact, Trait("Attack", "A04")]
    public async Task Without_a_password_known_and_unknown_addresses_are_refused_alike()
    {
        var alice = await app.NewUser();
        var known = await app.NewBrowser().SignInAsync(alice, "");
        var stranger = TestApp.NewAddress();
        var unknown = await app.NewBrowser().SignInAsync(stranger, "");

        Assert.Refuses("password", known);
        Assert.Equal(known.ShapeWithout(alice.Email!), unknown.ShapeWithout(stranger));
    }

    [Fact]
    public async Task Both_fields_are_needed()
    {
        var page = await app.NewBrowser().SignInAsync("", "");

        Assert.Refuses("email", page);
        Assert.Refuses("password", page);
    }

    [Theory, Trait("Attack", "A80")]
    [InlineData("{0}")]
    [InlineData("  {0} ")]
    [InlineData("{1}")]
    public async Task Case_and_surrounding_space_of_the_address_do_not_matter(string variant)
    {
        var alice = await app.NewUser();
        var browser = app.NewBrowser();

        var email = string.Format(variant, alice.Email, alice.Email!.ToUpperInvariant());
        Assert.LeadsTo("/", await browser.SignInAsync(email));
    }

    [Theory, Trait("Attack", "A87")]
    [InlineData("\0", TestApp.Password)]
    [InlineData("alice\0@example.com", TestApp.Password)]
    [InlineData("alice@example.com", "\0")]
    [InlineData("alice@example.com", "a password with a \0 in it")]
    public async Task A_NUL_is_refused(string email, string password)
    {
        var page = await app.NewBrowser().SignInAsync(email, password);

        Assert.Equal(HttpStatusCode.BadRequest, page.Status);
    }

    [Theory, Trait("Attack", "A93")]
    [InlineData("{0}' --", TestApp.Password)]
    [InlineData("%", TestApp.Password)]
    [InlineData("{0}%", TestApp.Password)]
    [InlineData("_{0}", TestApp.Password)]
    [InlineData("{0}", "' OR '1'='1")]
    [InlineData("{0}", "%")]
    [InlineData("{0}", "${{1337*1337}} @(1337*1337)")]
    public async Task No_pattern_or_statement_stands_for_an_address_or_a_password(string email, string password)
    {
        var alice = await app.NewUser();
        var wrong = await app.NewBrowser().SignInAsync(alice, "not her password");
        email = string.Format(email, alice.Email);

        var page = await app.NewBrowser().SignInAsync(email, password);

        Assert.Equal(wrong.ShapeWithout(alice.Email!), page.ShapeWithout(HtmlEncoder.Default.Encode(email)));
    }

    [Fact, Trait("Attack", "A85")]
    public async Task What_is_far_too_long_is_refused()
    {
        var far = new string('a', 30_000);
        var alice = await app.NewUser();

        Assert.Refuses(await app.NewBrowser().SignInAsync(alice, far));
        Assert.Refuses(await app.NewBrowser().SignInAsync(far, far));
    }

    [Fact, Trait("Attack", "A15")]
    public async Task Nothing_that_a_browser_had_before_it_signed_in_is_good_for_anything()
    {
        var alice = await app.NewUser();
        var browser = app.NewBrowser();
        await browser.GetAsync(AccountPaths.SignIn);
        var planted = browser.Copy();

        await browser.SignInAsync(alice);

        Assert.True(await browser.IsSignedInAsync());
        Assert.False(await planted.IsSignedInAsync());
    }

    [Fact, Trait("Attack", "A15")]
    public async Task Two_sign_ins_never_get_the_same_value()
    {
        var alice = await app.NewUser();
        var (one, other) = (app.NewBrowser(), app.NewBrowser());

        await one.SignInAsync(alice);
        await other.SignInAsync(alice);

        Assert.NotEqual(one.Session, other.Session);
    }

    [Fact, Trait("Attack", "A16")]
    public async Task A_session_that_somebody_planted_ends_when_its_victim_signs_in()
    {
        var (alice, mallory) = (await app.NewUser(), await app.NewUser());
        var intruder = await app.SignedInAs(mallory);
        var victim = app.NewBrowser();
        var form = await victim.GetAsync(AccountPaths.SignIn);
        victim.TakeCookiesOf(intruder);

        var expired = await victim.SubmitAsync(form, new { alice.Email, TestApp.Password });
        Assert.Equal(HttpStatusCode.BadRequest, expired.Status);
        Assert.LeadsTo("/", await victim.SubmitAsync(expired, new { alice.Email, TestApp.Password }));

        Assert.Contains(alice.Email!, (await victim.GetAsync("/")).Text);
        Assert.False(await intruder.IsSignedInAsync());
        Assert.Equal([alice.Id], await app.Db(db => db.Set<Session>()
            .Where(session => session.UserId == alice.Id || session.UserId == mallory.Id).Select(session => session.UserId).ToListAsync()));
    }

    [Fact, Trait("Attack", "A16")]
    public async Task A_wrong_password_leaves_the_session_of_the_browser_alone()
    {
        var alice = await app.NewUser();
        var browser = app.NewBrowser();
        var form = await browser.GetAsync(AccountPaths.SignIn);
        browser.TakeCookiesOf(await app.SignedInAs(alice));

        var page = await browser.SubmitAsync(await browser.SubmitAsync(form, new { alice.Email, password = "" }), new { alice.Email, password = "not hers" });

        Assert.Refuses(page);
        Assert.True(await browser.IsSignedInAsync());
    }

    [Fact]
    public async Task Who_is_signed_in_has_no_use_for_the_page()
    {
        var browser = await app.SignedInAs(await app.NewUser());

        Assert.LeadsTo("/", await browser.GetAsync(AccountPaths.SignIn));
    }

    [Fact]
    public async Task A_password_that_is_changed_between_its_check_and_the_new_session_opens_nothing()
    {
        var alice = await app.NewUser();
        var browser = app.NewBrowser();

        app.Database.BeforeNextSave(() => app.With((AccountService accounts) =>
            accounts.ChangePasswordAsync(alice.Id, TestApp.Password, TestApp.NewPassword)));
        await browser.SignInAsync(alice);

        Assert.False(await browser.IsSignedInAsync());
    }

    [Fact]
    public async Task An_account_that_is_deleted_between_the_check_of_its_password_and_the_new_session_opens_nothing()
    {
        var alice = await app.NewUser();
        var browser = app.NewBrowser();

        app.Database.BeforeNextSave(() => app.With((AccountService accounts) => accounts.DeleteAsync(alice.Id, TestApp.Password)));
        await browser.SignInAsync(alice);

        Assert.Null(browser.Session);
        Assert.False(await browser.IsSignedInAsync());
    }
}
