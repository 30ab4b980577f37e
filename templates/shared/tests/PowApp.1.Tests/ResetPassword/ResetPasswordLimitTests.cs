using PowApp._1.Accounts;

namespace PowApp._1.Tests;

/// <summary>Nobody's mailbox is flooded with links.</summary>
public sealed class ResetPasswordLimitTests(TestApp app) : IClassFixture<TestApp>
{
    private static readonly TimeSpan _hour = TimeSpan.FromHours(1);

    private ThrottlingLimits Limits => app.Accounts.Throttling;

    [Fact, Trait("Attack", "A60")]
    public async Task A_mailbox_gets_a_few_an_hour_and_the_answer_stays_the_same()
    {
        var alice = await app.NewUser();
        var answers = new List<string>();

        for (var i = 0; i < 3 * Limits.MailsPerHourToAddress; i++)
            answers.Add((await app.NewVisitor().AskToResetPasswordAsync(alice.Email!)).ShapeWithout(alice.Email!));

        Assert.Single(answers.Distinct());
        Assert.Equal(Limits.MailsPerHourToAddress, (await app.Mailbox.ToAsync(alice.Email)).Count);
        app.Clock.Advance(_hour);
        await app.NewVisitor().AskToResetPasswordAsync(alice.Email!.ToUpperInvariant());
        Assert.Equal(Limits.MailsPerHourToAddress + 1, (await app.Mailbox.ToAsync(alice.Email)).Count);
    }

    [Fact, Trait("Attack", "A60")]
    public async Task One_source_may_ask_for_so_many_whosever_they_are()
    {
        var visitor = app.NewVisitor();
        for (var i = 0; i < Limits.MailsPerHour; i++) Assert.Succeeds(await visitor.AskToResetPasswordAsync(TestApp.NewAddress()));

        Assert.IsToWait(_hour, await visitor.AskToResetPasswordAsync(TestApp.NewAddress()));
    }

    [Theory, Trait("Attack", "A153")]
    [InlineData("")]
    [InlineData("+shop")]
    public async Task What_others_ask_for_leaves_the_owner_a_link(string tag)
    {
        var name = TestApp.NewAddress().Split('@')[0];
        var email = $"{name}{tag}@example.com";
        await app.NewUser(email: email);
        for (var i = 0; i < Limits.MailsPerHourToAddress; i++)
        {
            await (await app.SignedInAs(await app.NewUser())).ChangeEmailAsync(email);
            await app.NewVisitor().AskToResetPasswordAsync($"{name}+{i}@example.com");
        }

        var before = (await app.Mailbox.ToAsync(email)).Count;
        Assert.Succeeds(await app.NewVisitor().AskToResetPasswordAsync(email));

        Assert.Equal(before + 1, (await app.Mailbox.ToAsync(email)).Count);
    }

    [Fact, Trait("Attack", "A153")]
    public async Task The_log_tells_what_is_not_sent()
    {
        var alice = await app.NewUser();
        for (var i = 0; i < Limits.MailsPerHourToAddress; i++) await app.NewVisitor().AskToResetPasswordAsync(alice.Email!);

        var log = await app.Log.Of(() => app.NewVisitor().AskToResetPasswordAsync(alice.Email!));

        Assert.Contains($"Warning {nameof(AccountEvent.EmailLimited)}", log);
    }

    [Fact, Trait("Attack", "A60")]
    public async Task What_tells_the_owner_of_a_change_always_comes()
    {
        var alice = await app.NewUser();
        for (var i = 0; i <= Limits.MailsPerHourToAddress; i++) await app.NewVisitor().AskToResetPasswordAsync(alice.Email!);
        var asked = (await app.Mailbox.ToAsync(alice.Email)).Count;

        await (await app.SignedInAs(alice)).ChangePasswordAsync();

        Assert.Equal(asked + 1, (await app.Mailbox.ToAsync(alice.Email)).Count);
    }

    [Fact, Trait("Attack", "A104")]
    public async Task A_new_password_lets_in_again_whom_guesses_kept_out()
    {
        await using var own = new TestApp { Settings = { ["Accounts:Throttling:MostFailures"] = "2" } };
        var alice = await own.NewUser();
        for (var i = 0; i < 2; i++) await own.NewVisitor().SignInAsync(alice.Email!, "not the password");
        var visitor = own.NewVisitor();
        Assert.IsToWait(own.Accounts.Throttling.FailuresCountFor, await visitor.SignInAsync(alice.Email!));

        Assert.Succeeds(await visitor.ResetPasswordAsync(await own.ResetSecretOf(alice)));

        Assert.Succeeds(await visitor.SignInAsync(alice.Email!, TestApp.NewPassword));
    }
}
