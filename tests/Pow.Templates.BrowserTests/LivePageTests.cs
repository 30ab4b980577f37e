using System.Text;
using System.Text.RegularExpressions;
using Pow.Templates.BrowserTests.Support;

namespace Pow.Templates.BrowserTests;

/// <summary>A live page ends with the session of its user, and never becomes somebody else's.</summary>
public sealed partial class LivePageTests(BlazorShop shop)
{
    private const string Activity = "/activity";
    private const string SignInToActivity = "/session/new?request_path=%2Factivity";

    public static TheoryData<string> Ends => ["Sign out", "Delete my account"];

    [Theory, MemberData(nameof(Ends))]
    public async Task It_leads_to_sign_in_when_another_tab_of_the_browser_ends_the_session(string button)
    {
        await using var ada = await shop.VisitAsync();
        await ada.RegisterAndConfirmAsync(Account.New());
        var live = await OpenLiveAsync(ada);

        await ada.GoToAsync("/registration/edit");
        await ada.PressAsync(button);

        await Expect(live).ToHaveURLAsync(SignInToActivity);
        await Expect(live.GetByText("Your session has ended.")).ToHaveCountAsync(0); // The user knows.
    }

    [Theory]
    [InlineData("End session")]
    [InlineData("End all other sessions")]
    public async Task It_leads_to_sign_in_when_another_device_ends_the_session(string button)
    {
        var account = Account.New();
        await using var ada = await shop.VisitAsync();
        await using var elsewhere = await shop.VisitAsync(new() { UserAgent = Device.Phone.UserAgent });
        await ada.RegisterAndConfirmAsync(account);
        await elsewhere.SignInAsync(account);
        var live = await OpenLiveAsync(elsewhere);

        await ada.GoToAsync("/sessions");
        await ada.PressAsync(button);

        await Expect(live).ToHaveURLAsync(SignInToActivity);
        await Expect(live.GetByText("Your session has ended.")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task It_goes_on_with_the_new_session_after_a_change_of_the_password_in_the_browser_and_ends_in_others()
    {
        var account = Account.New();
        await using var ada = await shop.VisitAsync();
        await using var elsewhere = await shop.VisitAsync();
        await ada.RegisterAndConfirmAsync(account);
        await elsewhere.SignInAsync(account);
        var (here, there) = (await OpenLiveAsync(ada), await OpenLiveAsync(elsewhere));

        await ada.GoToAsync("/registration/edit");
        await ada.SubmitAsync(
            "Change password",
            ("currentPassword", account.Password), ("password", "a new and better one"), ("passwordConfirmation", "a new and better one"));

        await HasBeenLoadedAgainAsync(here);
        await IsLiveAsync(here);
        await Expect(there).ToHaveURLAsync(SignInToActivity);
    }

    [Fact]
    public async Task It_ends_when_another_process_ends_the_session()
    {
        var contentRoot = shop.Generated.NewContentRoot();
        await using var one = await shop.Generated.StartAsync(contentRoot);
        await using var two = await shop.Generated.StartAsync(contentRoot);
        await using var ada = await shop.VisitAsync(one);
        await ada.RegisterAndConfirmAsync(Account.New());
        var live = await OpenLiveAsync(ada);

        await ada.GoToAsync(two.Url + "/sessions"); // Cookies do not tell ports apart.
        await ada.Page.Locator("main").GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();

        await Expect(live).ToHaveURLAsync(one.Url + SignInToActivity);
    }

    [Fact]
    public async Task It_ends_when_nobody_touches_it_for_too_long_although_it_updates_itself()
    {
        await using var app = await shop.Generated.StartAsync(
            ("Accounts:Sessions:IdleTimeout", "00:00:10"), ("Accounts:Sessions:SeenEvery", "00:00:01"));
        await using var ada = await shop.VisitAsync(app);
        await ada.RegisterAndConfirmAsync(Account.New());

        await ada.GoToAsync(Activity);
        await IsLiveAsync(ada.Page);

        await ada.IsAtAsync(SignInToActivity);
    }

    [Fact]
    public async Task A_browser_that_stays_on_it_gets_nothing_more()
    {
        var account = Account.New();
        await using var ada = await shop.VisitAsync();
        await using var elsewhere = await shop.VisitAsync();
        await ada.RegisterAndConfirmAsync(account);
        await elsewhere.SignInAsync(account);
        var live = await OpenLiveAsync(elsewhere);
        await Expect(SessionsOn(live)).ToHaveCountAsync(2);
        await live.EvaluateAsync("() => Blazor._internal.navigationManager.refresh = () => {}");

        await ada.GoToAsync("/sessions");
        await ada.PressAsync("End all other sessions");
        await Expect(SessionsOn(live)).ToHaveCountAsync(0);

        await live.GetByRole(AriaRole.Button, new() { Name = "Refresh" }).DispatchEventAsync("click");
        await Expect(SessionsOn(live)).ToHaveCountAsync(0);
        await Expect(live).ToHaveURLAsync(SignInToActivity); // Its connection is closed soon, and the page notices.
    }

    [Fact]
    public async Task It_goes_on_when_its_connection_comes_back()
    {
        await using var ada = await shop.VisitAsync();
        await ada.RegisterAndConfirmAsync(Account.New());
        var live = await OpenLiveAsync(ada);

        await using (await CutAsync(live)) await Expect(Dialog(live)).ToBeVisibleAsync();

        await Expect(Dialog(live)).ToBeHiddenAsync();
        Assert.True(await IsTheSameDocumentAsync(live));
        await live.GetByRole(AriaRole.Button, new() { Name = "Refresh" }).ClickAsync();
        await Expect(SessionsOn(live)).ToHaveCountAsync(1);
    }

    [Fact]
    public async Task While_its_connection_is_lost_it_leads_to_sign_in_as_soon_as_the_session_has_ended()
    {
        await using var ada = await shop.VisitAsync();
        await ada.RegisterAndConfirmAsync(Account.New());
        var live = await OpenLiveAsync(ada);

        await using (await CutAsync(live))
        {
            await Expect(Dialog(live)).ToBeVisibleAsync();
            await ada.SignOutAsync();
        }

        await Expect(live).ToHaveURLAsync(SignInToActivity);
    }

    [Fact]
    public async Task Another_user_who_signed_in_meanwhile_does_not_get_it()
    {
        await using var ada = await shop.VisitAsync();
        await ada.RegisterAndConfirmAsync(Account.New());
        var live = await OpenLiveAsync(ada);
        var bob = await NewAccountAsync();

        await using (await CutAsync(live))
        {
            await Expect(Dialog(live)).ToBeVisibleAsync();
            await ada.SignOutAsync();
            await ada.SignInAsync(bob);
        }

        await HasBeenLoadedAgainAsync(live);
        await IsLiveAsync(live);
    }

    [Fact]
    public async Task Another_user_does_not_get_it_after_a_pause()
    {
        await using var ada = await shop.VisitAsync();
        await ada.RegisterAndConfirmAsync(Account.New());
        var live = await OpenLiveAsync(ada);
        var bob = await NewAccountAsync();

        await live.EvaluateAsync("() => Blazor.pauseCircuit()");
        await ada.SignOutAsync();
        await ada.SignInAsync(bob);
        await live.EvaluateAsync("() => { Blazor.resumeCircuit(); }");

        await HasBeenLoadedAgainAsync(live);
        await IsLiveAsync(live);
    }

    [Fact]
    public async Task What_was_rendered_for_one_user_does_not_come_to_life_for_another()
    {
        await using var ada = await shop.VisitAsync();
        await ada.RegisterAndConfirmAsync(Account.New());
        var bob = await NewAccountAsync();
        var released = new TaskCompletionSource();
        var live = await ada.Context.NewPageAsync();
        await live.RouteAsync("**/_blazor/negotiate**", async route =>
        {
            await released.Task;
            await route.ContinueAsync();
        });
        await live.GotoAsync(Activity);
        await MarkAsync(live);

        await ada.SignOutAsync();
        await ada.SignInAsync(bob);
        released.SetResult();

        await HasBeenLoadedAgainAsync(live);
        await IsLiveAsync(live);
    }

    [Fact]
    public async Task Enhanced_navigation_leads_visitors_to_sign_in_and_back()
    {
        var account = await NewAccountAsync();
        await using var ada = await shop.VisitAsync();
        await ada.GoToAsync("/");
        await ada.Page.EvaluateAsync($"() => document.querySelector('main').insertAdjacentHTML('beforeend', '<a href=\"{Activity}\">Live</a>')");
        await MarkAsync(ada.Page);

        await ada.FollowAsync("Live");

        await ada.IsAtAsync(SignInToActivity);
        Assert.True(await IsTheSameDocumentAsync(ada.Page));
        await Expect(ada.Field("Sign in", "email")).ToBeFocusedAsync();
        await ada.PressAsync("Show password");
        await Expect(ada.Field("Sign in", "password")).ToHaveAttributeAsync("type", "text");
        await ada.SubmitAsync("Sign in", ("email", account.Email), ("password", account.Password));
        await ada.IsAtAsync(Activity);
        await IsLiveAsync(ada.Page);
    }

    [Fact]
    public async Task An_app_whose_pages_are_all_live_has_the_same_accounts()
    {
        var account = Account.New();
        await using var app = await (await shop.WholeLive).StartAsync();
        await using var ada = await shop.VisitAsync(app);

        await ada.RegisterAsync(account);
        await ada.SignOutAsync();
        await ada.SignInAsync(account);
        var home = NextPageIsLiveAsync(ada.Page);
        await ada.GoToAsync("/");
        await home;
        await ada.FollowAsync("Activity"); // From one live page to another, over the connection.
        await IsLiveAsync(ada.Page);
        await ada.FollowAsync("Account");
        await ada.IsAtAsync("/registration/edit");

        var live = await OpenLiveAsync(ada);
        await ada.SignOutAsync();
        await Expect(live).ToHaveURLAsync(SignInToActivity);

        var connection = ada.Page.WaitForWebSocketAsync();
        await ada.GoToAsync("/");
        await connection;
        await ada.Page.EvaluateAsync($"() => Blazor.navigateTo('{Activity}')");
        await ada.IsAtAsync(SignInToActivity);
    }

    [Fact]
    public async Task It_is_accessible_and_complains_of_nothing()
    {
        await using var ada = await shop.VisitAsync();
        await ada.RegisterAndConfirmAsync(Account.New());
        await ada.FollowAsync("Activity");
        await IsLiveAsync(ada.Page);
        Assert.Empty(ada.Complaints);
        Assert.Empty(await Axe.FindBarriersAsync(ada.Page));

        await using (await CutAsync(ada.Page))
        {
            await Expect(Dialog(ada.Page)).ToBeVisibleAsync();
            Assert.Empty(await Axe.FindBarriersAsync(ada.Page));
        }
    }

    private async Task<Account> NewAccountAsync()
    {
        var account = Account.New();
        await using var bob = await shop.VisitAsync();
        await bob.RegisterAndConfirmAsync(account);
        return account;
    }

    /// <summary>Opens the page in another tab of the browser.</summary>
    private static async Task<IPage> OpenLiveAsync(Visitor visitor)
    {
        var page = await visitor.Context.NewPageAsync();
        await page.GotoAsync(new Uri(new Uri(visitor.Page.Url), Activity).ToString());
        await IsLiveAsync(page);
        await MarkAsync(page);
        return page;
    }

    private static Task IsLiveAsync(IPage page) => Expect(page.GetByText("Connected", new() { Exact = true })).ToBeVisibleAsync();

    /// <summary>Waits until the server has rendered the page that is loaded next: a click that comes while its elements are replaced is lost.</summary>
    private static Task NextPageIsLiveAsync(IPage page)
    {
        var live = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        page.WebSocket += (_, socket) => socket.FrameReceived += (_, frame) =>
        {
            if (frame.Binary is { } message && Encoding.UTF8.GetString(message).Contains("JS.RenderBatch", StringComparison.Ordinal)) live.TrySetResult();
        };
        return live.Task.WaitAsync(TimeLimit.Wait);
    }

    private static ILocator SessionsOn(IPage page) => page.Locator("main li");

    private static ILocator Dialog(IPage page) => page.Locator("#components-reconnect-modal");

    private static Task MarkAsync(IPage page) => page.EvaluateAsync("() => window.isMarked = true");

    private static Task<bool> IsTheSameDocumentAsync(IPage page) => page.EvaluateAsync<bool>("() => window.isMarked === true");

    private static Task HasBeenLoadedAgainAsync(IPage page) => page.WaitForFunctionAsync("() => !window.isMarked");

    /// <summary>Cuts a page off from the app, until what is returned is disposed.</summary>
    private static async Task<IAsyncDisposable> CutAsync(IPage page)
    {
        await page.RouteAsync(Connection(), route => route.AbortAsync());
        await page.EvaluateAsync("() => Blazor._internal.forceCloseConnection()");
        return new Cut(page);
    }

    [GeneratedRegex("/_blazor|/activity")]
    private static partial Regex Connection();

    private sealed class Cut(IPage page) : IAsyncDisposable
    {
        public ValueTask DisposeAsync() => new(page.UnrouteAllAsync());
    }
}
