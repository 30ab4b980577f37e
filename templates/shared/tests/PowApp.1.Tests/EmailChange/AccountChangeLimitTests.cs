using PowApp._1.Accounts;
using PowApp._1.Mail;

namespace PowApp._1.Tests;

/// <summary>Nobody changes an account over and over: each change sends emails, and could be in its owner's way.</summary>
public sealed class AccountChangeLimitTests(TestApp app) : IClassFixture<TestApp>
{
    private static readonly TimeSpan _hour = TimeSpan.FromHours(1);

    private int Most => app.Accounts.Throttling.AccountChangesPerHour;

    [Fact, Trait("Attack", "A149")]
    public async Task The_password_is_changed_a_few_times_an_hour_wherever_from()
    {
        var alice = await app.NewUser();
        var password = TestApp.Password;
        for (var i = 0; i < Most; i++) Assert.Succeeds(await ChangeAsync($"{TestApp.NewPassword} {i}"));

        Assert.IsToWait(_hour, await ChangeAsync(TestApp.NewPassword));

        app.Clock.Advance(_hour);
        Assert.Succeeds(await ChangeAsync(TestApp.NewPassword));

        async Task<Answer> ChangeAsync(string next)
        {
            var visitor = app.NewVisitor();
            Assert.Succeeds(await visitor.SignInAsync(alice.Email!, password));
            var answer = await visitor.ChangePasswordAsync(next, password);
            if (answer.Succeeded) password = next;
            return answer;
        }
    }

    [Fact]
    public async Task A_password_that_is_refused_is_no_change()
    {
        var visitor = await app.SignedInAs(await app.NewUser());

        for (var i = 0; i < Most; i++) Assert.IsRefusedFor("password", await visitor.ChangePasswordAsync("too short"));

        Assert.Succeeds(await visitor.ChangePasswordAsync());
    }

    [Fact, Trait("Attack", "A155")]
    public async Task So_is_the_address_whoever_the_new_one_belongs_to()
    {
        var visitor = await app.SignedInAs(await app.NewUser());
        var (email, stranger) = ("", TestApp.NewAddress());
        for (var i = 0; i < Most; i++)
        {
            email = TestApp.NewAddress();
            Assert.Succeeds(await visitor.ChangeEmailAsync(email));
            Assert.Succeeds(await visitor.ConfirmEmailAsync((await app.Mailbox.ToAsync(email))[^1].Secret));
            if (!await visitor.IsSignedInAsync()) await visitor.SignInAsync(email);
        }

        Assert.IsToWait(_hour, await visitor.ChangeEmailAsync(stranger));

        Assert.Empty(await app.Mailbox.ToAsync(stranger));
        app.Clock.Advance(_hour);
        Assert.Succeeds(await visitor.SignInAsync(email));
        Assert.Succeeds(await visitor.ChangeEmailAsync(stranger));
    }

    /// <summary>Whoever creates accounts for the address of a stranger makes the app write to them with every change and every deletion.</summary>
    [Fact, Trait("Attack", "A155")]
    public async Task An_account_that_is_deleted_and_created_again_counts_as_one()
    {
        var email = TestApp.NewAddress();
        for (var i = 0; i < Most; i++)
        {
            var visitor = await NewAccountAsync();
            Assert.Succeeds(await visitor.ChangePasswordAsync());
            Assert.Succeeds(await visitor.DeleteAccountAsync());
        }

        var last = await NewAccountAsync();
        Assert.IsToWait(_hour, await last.ChangePasswordAsync());
        Assert.IsToWait(_hour, await last.DeleteAccountAsync());
        Assert.Equal(2 * Most, (await app.Mailbox.ToAsync(email)).Count);

        async Task<Visitor> NewAccountAsync() => await app.SignedInAs(await app.NewUser(email: email));
    }

    [Fact, Trait("Attack", "A155")]
    public async Task One_source_changes_only_so_many_addresses()
    {
        for (var i = 0; i < app.Accounts.Throttling.MailsPerHour; i++) Assert.Succeeds(await ChangeAsync());

        Assert.IsToWait(_hour, await ChangeAsync());

        async Task<Answer> ChangeAsync()
        {
            var visitor = await app.SignedInAs(await app.NewUser());
            return await visitor.ComesFrom("203.0.113.7").ChangeEmailAsync(TestApp.NewAddress());
        }
    }

    [Fact, Trait("Attack", "A163")]
    public async Task Addresses_with_tags_are_one_mailbox()
    {
        var (name, domain) = TestApp.NewAddress().Split('@') is [var local, var rest] ? (local, rest) : ("", "");
        var most = app.Accounts.Throttling.MailsPerHourToAddress;
        string[] tags = ["1", "2", "3", "4", "news+5"];

        foreach (var tag in tags) await AskAsync($"{name}+{tag}@{domain}");
        await AskAsync($"{name}@{domain}");

        Assert.Equal(most, (await Task.WhenAll(tags.Select(tag => app.Mailbox.ToAsync($"{name}+{tag}@{domain}")))).Sum(mails => mails.Count));
        Assert.Single(await app.Mailbox.ToAsync($"{name}@{domain}"));

        async Task AskAsync(string email) => Assert.Succeeds(await (await app.SignedInAs(await app.NewUser())).ChangeEmailAsync(email));
    }

    [Theory]
    [InlineData("ann@example.com", "ann@example.com")]
    [InlineData("ann+news@example.com", "ann+@example.com")]
    [InlineData("ann+news+2@example.com", "ann+@example.com")]
    [InlineData("+ann@example.com", "+ann@example.com")]
    public void A_mailbox_is_an_address_without_its_tag(string normalized, string mailbox) =>
        Assert.Equal(mailbox, EmailAddress.MailboxOf(normalized));
}
