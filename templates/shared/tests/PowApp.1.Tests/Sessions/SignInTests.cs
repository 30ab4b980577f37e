using Microsoft.EntityFrameworkCore;
using PowApp._1.Accounts;

namespace PowApp._1.Tests;

public sealed class SignInTests(TestApp app) : IClassFixture<TestApp>
{
    [Fact]
    public async Task The_right_password_signs_in()
    {
        var alice = await app.NewUser();
        var visitor = app.NewVisitor();

        Assert.Succeeds(await visitor.SignInAsync(alice.Email!));

        Assert.Contains(alice.Email!, await visitor.ReadAccountAsync());
    }

    [Fact]
    public async Task A_wrong_password_is_refused()
    {
        var alice = await app.NewUser();
        var visitor = app.NewVisitor();

        var answer = await visitor.SignInAsync(alice.Email!, "not her password");

        Assert.IsRefused(answer);
        Assert.DoesNotContain("not her password", answer.ToString());
        Assert.Null(visitor.Session);
        Assert.Equal(0, await app.Db(db => db.Set<Session>().CountAsync(session => session.UserId == alice.Id)));
    }

    [Fact, Trait("Attack", "A04")]
    public async Task An_unknown_address_is_refused_just_like_a_wrong_password()
    {
        var alice = await app.NewUser();
        var known = await app.NewVisitor().SignInAsync(alice.Email!, "not her password");
        var stranger = TestApp.NewAddress();
        var unknown = await app.NewVisitor().SignInAsync(stranger, "not her password");

        Assert.Equal(known.ShapeWithout(alice.Email!), unknown.ShapeWithout(stranger));
    }

    [Fact, Trait("Attack", "A04")]
    public async Task Without_a_password_known_and_unknown_addresses_are_refused_alike()
    {
        var alice = await app.NewUser();
        var known = await app.NewVisitor().SignInAsync(alice.Email!, "");
        var stranger = TestApp.NewAddress();
        var unknown = await app.NewVisitor().SignInAsync(stranger, "");

        Assert.IsRefusedFor("password", known);
        Assert.Equal(known.ShapeWithout(alice.Email!), unknown.ShapeWithout(stranger));
    }

    [Theory]
    [InlineData("no address")]
    [InlineData("@")]
    [InlineData("alice@example.com@example.com")]
    public async Task What_is_no_address_is_refused_just_like_a_wrong_password(string email)
    {
        var alice = await app.NewUser();
        var wrong = await app.NewVisitor().SignInAsync(alice.Email!, "not her password");

        Assert.Equal(wrong.ShapeWithout(alice.Email!), (await app.NewVisitor().SignInAsync(email, "not her password")).ShapeWithout(email));
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    public async Task Both_fields_are_needed(string nothing)
    {
        var answer = await app.NewVisitor().SignInAsync(nothing, nothing);

        Assert.IsRefusedFor("email", answer);
        Assert.IsRefusedFor("password", answer);
    }

    [Theory, Trait("Attack", "A80")]
    [InlineData("{0}")]
    [InlineData("  {0} ")]
    [InlineData("{1}")]
    [InlineData("{0}\u00A0")]
    [InlineData("{1}\u200B")]
    [InlineData("\uFEFF\u2066{0}\u2069\t\r\n")]
    public async Task Case_and_surrounding_space_of_the_address_do_not_matter(string variant)
    {
        var alice = await app.NewUser();

        var email = string.Format(variant, alice.Email, alice.Email!.ToUpperInvariant());
        Assert.Succeeds(await app.NewVisitor().SignInAsync(email));
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
        var wrong = await app.NewVisitor().SignInAsync(alice.Email!, "not her password");
        email = string.Format(email, alice.Email);

        var answer = await app.NewVisitor().SignInAsync(email, password);

        Assert.Equal(wrong.ShapeWithout(alice.Email!), answer.ShapeWithout(email));
    }

    [Fact, Trait("Attack", "A85")]
    public async Task What_is_far_too_long_is_refused()
    {
        var far = new string('a', 30_000);
        var alice = await app.NewUser();

        Assert.IsRefused(await app.NewVisitor().SignInAsync(alice.Email!, far));
        Assert.IsRefused(await app.NewVisitor().SignInAsync(far, far));
    }

    [Fact, Trait("Attack", "A15")]
    public async Task Two_sign_ins_never_get_the_same_value()
    {
        var alice = await app.NewUser();
        var (one, other) = (app.NewVisitor(), app.NewVisitor());

        await one.SignInAsync(alice.Email!);
        await other.SignInAsync(alice.Email!);

        Assert.NotNull(one.Session);
        Assert.NotEqual(one.Session, other.Session);
    }

    [Fact]
    public async Task A_password_that_is_changed_between_its_check_and_the_new_session_opens_nothing()
    {
        var alice = await app.NewUser();
        var visitor = app.NewVisitor();

        app.Database.BeforeNextSave(() => app.With((AccountService accounts) =>
            accounts.ChangePasswordAsync(alice.Id, TestApp.Password, TestApp.NewPassword)));
        await visitor.SignInAsync(alice.Email!);

        Assert.False(await visitor.IsSignedInAsync());
    }

    [Fact]
    public async Task An_account_that_is_deleted_between_the_check_of_its_password_and_the_new_session_opens_nothing()
    {
        var alice = await app.NewUser();
        var visitor = app.NewVisitor();

        app.Database.BeforeNextSave(() => app.Db(db => db.Set<User>().Where(user => user.Id == alice.Id).ExecuteDeleteAsync()));
        await visitor.SignInAsync(alice.Email!);

        Assert.Null(visitor.Session);
        Assert.False(await visitor.IsSignedInAsync());
    }
}
