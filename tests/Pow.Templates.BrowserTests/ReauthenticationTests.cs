using Pow.Templates.BrowserTests.Support;

namespace Pow.Templates.BrowserTests;

public abstract class ReauthenticationTests(Shop shop)
{
    [Fact]
    public async Task Ending_a_session_asks_for_the_password_when_it_was_given_too_long_ago()
    {
        var account = Account.New();
        var contentRoot = shop.Generated.NewContentRoot();
        string session;
        await using (var before = await shop.Generated.StartAsync(contentRoot, ("Accounts:Sessions:FreshFor", "00:00:00.001")))
        {
            await using var visitor = await shop.VisitAsync(before);
            await using var elsewhere = await shop.VisitAsync(before, new() { UserAgent = Device.Phone.UserAgent });
            await visitor.RegisterAndConfirmAsync(account);
            await elsewhere.SignInAsync(account);
            session = await visitor.Context.StorageStateAsync();
        }

        // Her session is not fresh any more, and one that starts now is for ten minutes, which even a busy machine does not need.
        await using var app = await shop.Generated.StartAsync(contentRoot);
        await using var ada = await shop.VisitAsync(app, new() { StorageState = session });
        await ada.GoToAsync("/");
        await ada.FollowAsync("Sessions");
        await EndSessionAsync(ada);
        await ada.IsAtAsync("/session/reauthenticate?request_path=%2Fsessions");
        await ada.SubmitAsync("Continue", ("password", "not her password"));
        await ada.SeesAsync("Incorrect password.");
        await ada.SubmitAsync("Continue", ("password", account.Password));

        await ada.IsAtAsync("/sessions");
        await EndSessionAsync(ada);
        await ada.SeesAsync("Session ended.");
    }

    private static Task EndSessionAsync(Visitor visitor) =>
        visitor.Session(Device.Phone).GetByRole(AriaRole.Button, new() { Name = "End session" }).ClickAsync();
}

public sealed class MvcReauthenticationTests(MvcShop shop) : ReauthenticationTests(shop);

public sealed class BlazorReauthenticationTests(BlazorShop shop) : ReauthenticationTests(shop);
