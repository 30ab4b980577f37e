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
            answers.Add((await RequestAsync(app.NewBrowser(), alice.Email!)).ShapeWithout(alice.Email!));

        Assert.Single(answers.Distinct());
        Assert.Equal(Limits.MailsPerHourToAddress, (await app.Mailbox.ToAsync(alice.Email)).Count);
        app.Clock.Advance(_hour);
        await RequestAsync(app.NewBrowser(), alice.Email!.ToUpperInvariant());
        Assert.Equal(Limits.MailsPerHourToAddress + 1, (await app.Mailbox.ToAsync(alice.Email)).Count);
    }

    [Fact, Trait("Attack", "A60")]
    public async Task One_source_may_ask_for_so_many_whosever_they_are()
    {
        var browser = app.NewBrowser();
        for (var i = 0; i < Limits.MailsPerHour; i++) Assert.LeadsTo(AccountPaths.SignIn, await RequestAsync(browser, TestApp.NewAddress()));

        var address = TestApp.NewAddress();
        var page = await RequestAsync(browser, address);

        Assert.MustWait(_hour, page);
        Assert.Equal(address, page.Field("email").Value);
    }

    [Fact, Trait("Attack", "A60")]
    public async Task What_tells_the_owner_of_a_change_always_comes()
    {
        var alice = await app.NewUser();
        for (var i = 0; i <= Limits.MailsPerHourToAddress; i++) await RequestAsync(app.NewBrowser(), alice.Email!);
        var asked = (await app.Mailbox.ToAsync(alice.Email)).Count;

        await (await app.SignedInAs(alice)).ChangePasswordAsync();

        Assert.Equal(asked + 1, (await app.Mailbox.ToAsync(alice.Email)).Count);
    }

    [Fact, Trait("Attack", "A104")]
    public async Task A_new_password_lets_in_again_whom_guesses_kept_out()
    {
        await using var own = new TestApp { Settings = { ["Accounts:Throttling:MostFailures"] = "2" } };
        var alice = await own.NewUser();
        for (var i = 0; i < 2; i++) await own.NewBrowser().SignInAsync(alice, "not the password");
        var browser = own.NewBrowser();
        Assert.MustWait(own.Accounts.Throttling.FailuresCountFor, await browser.SignInAsync(alice));

        await RequestAsync(browser, alice.Email!);
        var form = await browser.FollowAsync(await browser.GetAsync(Assert.Single(await own.Mailbox.ToAsync(alice.Email)).Link));
        await browser.SubmitAsync(form, new { Password = TestApp.NewPassword, PasswordConfirmation = TestApp.NewPassword });

        Assert.LeadsTo("/", await browser.SignInAsync(alice, TestApp.NewPassword));
    }

    private static Task<Page> RequestAsync(Browser browser, string email) => browser.SubmitAsync(AccountPaths.ResetPassword, new { email });
}
