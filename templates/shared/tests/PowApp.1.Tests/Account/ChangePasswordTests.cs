using PowApp._1.Accounts;

namespace PowApp._1.Tests;

public sealed class ChangePasswordTests(TestApp app) : IClassFixture<TestApp>
{
    [Fact]
    public async Task The_new_password_signs_in_and_the_old_one_does_not()
    {
        var alice = await app.NewUser();

        Assert.Succeeds(await (await app.SignedInAs(alice)).ChangePasswordAsync());

        Assert.IsRefused(await app.NewVisitor().SignInAsync(alice.Email!));
        Assert.Succeeds(await app.NewVisitor().SignInAsync(alice.Email!, TestApp.NewPassword));
    }

    [Fact, Trait("Attack", "A19")]
    public async Task It_ends_all_sessions_and_starts_a_new_one_here()
    {
        var alice = await app.NewUser();
        var (here, there) = (await app.SignedInAs(alice), await app.SignedInAs(alice));
        var copy = here.Copy();
        Assert.True(await there.IsSignedInAsync());

        await here.ChangePasswordAsync();

        Assert.True(await here.IsSignedInAsync());
        Assert.NotEqual(copy.Session, here.Session);
        Assert.False(await copy.IsSignedInAsync());
        Assert.False(await there.IsSignedInAsync());
    }

    [Theory]
    [InlineData("not her password")]
    [InlineData("")]
    public async Task It_needs_the_current_password(string currentPassword)
    {
        var alice = await app.NewUser();
        var visitor = await app.SignedInAs(alice);
        var value = visitor.Session;

        var answer = await visitor.ChangePasswordAsync(currentPassword: currentPassword);

        Assert.IsRefusedFor("currentPassword", answer);
        Assert.DoesNotContain(TestApp.NewPassword, answer.ToString());
        Assert.Equal(value, visitor.Session);
        Assert.Succeeds(await app.NewVisitor().SignInAsync(alice.Email!));
    }

    [Theory]
    [InlineData("elevenchars", "elevenchars", "password")]
    [InlineData(TestApp.NewPassword, "another one", "passwordConfirmation")]
    [InlineData("", "", "password")]
    public async Task It_refuses_what_is_no_good_password(string password, string passwordConfirmation, string field)
    {
        var alice = await app.NewUser();
        var visitor = await app.SignedInAs(alice);

        Assert.IsRefusedFor(field, await visitor.ChangePasswordAsync(password, passwordConfirmation: passwordConfirmation));

        Assert.True(await visitor.IsSignedInAsync());
        Assert.Succeeds(await app.NewVisitor().SignInAsync(alice.Email!));
    }

    [Fact]
    public async Task It_says_at_once_all_that_is_wrong_with_the_new_password()
    {
        var visitor = await app.SignedInAs(await app.NewUser());

        var answer = await visitor.ChangePasswordAsync("elevenchars", passwordConfirmation: "another one");

        Assert.IsRefusedFor("password", answer);
        Assert.IsRefusedFor("passwordConfirmation", answer);
    }

    [Fact]
    public async Task Of_two_changes_at_once_one_counts()
    {
        var alice = await app.NewUser();
        var visitor = await app.SignedInAs(alice);

        app.Database.BeforeNextSave(() => app.With((AccountService accounts) => accounts.ChangePasswordAsync(alice.Id, TestApp.Password, "the faster one")));

        Assert.IsRefused(await visitor.ChangePasswordAsync());
        Assert.IsRefused(await app.NewVisitor().SignInAsync(alice.Email!, TestApp.NewPassword));
        Assert.Succeeds(await app.NewVisitor().SignInAsync(alice.Email!, "the faster one"));
        Assert.Single(await app.Mailbox.ToAsync(alice.Email));
    }

    [Fact]
    public async Task The_owner_is_told()
    {
        var alice = await app.NewUser();

        await (await app.SignedInAs(alice)).ChangePasswordAsync();

        var mail = Assert.Single(await app.Mailbox.ToAsync(alice.Email));
        Assert.DoesNotContain(TestApp.NewPassword, mail.Source);
#if (!ResetPassword)
        Assert.Contains("contact the people who run", mail.Text);
#endif
#if (ResetPassword)
        Assert.Contains("reset your password", mail.Text);
#endif
    }

    [Fact]
    public async Task Nobody_is_told_of_a_change_that_was_refused()
    {
        var alice = await app.NewUser();

        await (await app.SignedInAs(alice)).ChangePasswordAsync(currentPassword: "not her password");

        Assert.Empty(await app.Mailbox.ToAsync(alice.Email));
    }
}
