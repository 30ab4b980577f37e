using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using PowApp._1.Accounts;
using Xunit.Sdk;

namespace PowApp._1.Tests;

/// <summary>What the log tells of forms, cookies and addresses.</summary>
public sealed class AccountEventsPageTests(TestApp app) : IClassFixture<TestApp>
{
    [Fact, Trait("Attack", "A117")]
    public async Task A_form_that_no_page_of_this_app_sent_leaves_a_line()
    {
        var browser = await app.SignedInAs(await app.NewUser());

        var log = await app.Log.Of(async () => Assert.Equal(HttpStatusCode.BadRequest, (await browser.PostAsync(AccountPaths.SignOut)).Status));

        Assert.Contains("FormRefused", log);
    }

    [Fact, Trait("Attack", "A117")]
    public async Task The_session_of_the_browser_that_takes_a_change_back_leaves_a_line()
    {
        var alice = await app.NewUser();
        var browser = await app.SignedInAs(alice);
        await browser.ChangeEmailAsync(TestApp.NewAddress());
        var notice = (await app.Mailbox.ToAsync(alice.Email))[^1];

        var log = await app.Log.Of(() => browser.UndoEmailChangeAsync(notice.Secret));

        Assert.Contains($"Information {nameof(AccountEvent.SessionEnded)}", log);
    }

    /// <summary>Every app of these tests says so when it goes.</summary>
    [Fact, Trait("Attack", "A115")]
    public async Task A_line_that_tells_the_token_of_a_form_would_be_found()
    {
        var talkative = new TestApp();
        var browser = talkative.NewVisitor();
        var form = await browser.GetAsync(AccountPaths.SignIn);
        await browser.SubmitAsync(form, new { email = TestApp.NewAddress(), password = "not the password" });

        talkative.Services.GetRequiredService<ILogger<AccountEventsPageTests>>().LogTrace("{Secret}", form.Token);

        var found = (await Assert.ThrowsAsync<FailException>(async () => await talkative.DisposeAsync())).Message;
        Assert.Contains(form.Token, found);
    }

    [Fact, Trait("Attack", "A116")]
    public async Task What_a_stranger_asks_for_makes_no_line() =>
        Assert.DoesNotContain("SessionStarted", await app.Log.Of(() => app.NewVisitor().GetAsync("/nothing%0d%0aInformation%20SessionStarted")));
}
