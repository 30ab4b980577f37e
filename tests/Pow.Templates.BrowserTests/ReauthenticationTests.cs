using Pow.Templates.BrowserTests.Support;

namespace Pow.Templates.BrowserTests;

public sealed class ReauthenticationTests(Shop shop)
{
    private static readonly TimeSpan _freshFor = TimeSpan.FromSeconds(4);

    [Fact]
    public async Task Ending_a_session_asks_for_the_password_when_it_was_given_too_long_ago()
    {
        var account = Account.New();
        await using var app = await shop.Generated.StartAsync(("Accounts:Sessions:FreshFor", _freshFor.ToString()));
        await using var ada = await shop.VisitAsync(app);
        await using var elsewhere = await shop.VisitAsync(app, new() { UserAgent = Device.Phone.UserAgent });
        await ada.RegisterAndConfirmAsync(account);
        var stale = Task.Delay(_freshFor, TestContext.Current.CancellationToken);
        await elsewhere.SignInAsync(account);
        await stale;

        await ada.FollowAsync("Sessions");
        await EndSessionAsync(ada);
        await ada.IsAtAsync("/session/reauthenticate?request_path=%2Fsessions");
        await ada.SubmitAsync("Confirm", ("password", "not her password"));
        await ada.SeesAsync("This is not your password.");
        await ada.SubmitAsync("Confirm", ("password", account.Password));

        await ada.IsAtAsync("/sessions");
        await EndSessionAsync(ada);
        await ada.SeesAsync("The session has been ended.");
    }

    private static Task EndSessionAsync(Visitor visitor) =>
        visitor.Session(Device.Phone).GetByRole(AriaRole.Button, new() { Name = "End session" }).ClickAsync();
}
