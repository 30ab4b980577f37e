using System.Text.Json;
using System.Text.RegularExpressions;
using Pow.Templates.BrowserTests.Support;

namespace Pow.Templates.BrowserTests;

/// <summary>An API without a front end, in Development: a page stands in for it behind each link of a mail.</summary>
public sealed partial class ApiFrontEndTests(MvcShop shop)
{
    private const string Registration = "/api/v1/registration";

    [Fact]
    public async Task Every_mailed_link_can_be_used_there()
    {
        var (account, guest) = (Account.New(), Account.New());
        var changed = account with { Email = $"new.{account.Email}" };
        var recovered = account with { Password = "a password of the owner" };
        var renewed = account with { Password = "a new and better one" };
        const string Intruders = "a word of the intruder";
        await using var app = await (await shop.Api).StartAsync();
        await using var ada = await shop.VisitAsync(app);
        await using var eve = await shop.VisitAsync(app);

        await CallAsync(ada, "POST", Registration, null, new { email = account.Email, password = account.Password, passwordConfirmation = account.Password });
        await FollowMailAsync(ada, account.Email, "Confirm your email address");
        await ada.SubmitAsync("Confirm my address", ("password", account.Password));
        await ada.SeesAsync("Your email is confirmed.");
        var token = await SignInAsync(ada, account);

        await CallAsync(ada, "POST", "/api/v1/invitations", token, new { email = guest.Email });
        await FollowMailAsync(eve, guest.Email, "You've been invited to Shop");
        await eve.SubmitAsync("Create account", ("password", guest.Password), ("passwordConfirmation", guest.Password));
        await eve.SeesAsync("Your account has been created");
        Assert.Equal(guest.Email, await EmailOfAsync(eve, await AccessTokenAsync(eve)));

        await CallAsync(ada, "PUT", $"{Registration}/email", token, new { email = changed.Email });
        await FollowMailAsync(ada, changed.Email, "Confirm your new email address");
        await ada.SubmitAsync("Confirm my address", ("password", account.Password));
        await ada.SeesAsync("Your email is confirmed.");
        token = await SignInAsync(ada, changed);
        Assert.Equal(changed.Email, await EmailOfAsync(ada, token));

        // What an intruder could do to an account: its previous address takes it back even so.
        await CallAsync(ada, "DELETE", Registration, token);
        await FollowMailAsync(ada, account.Email, "Your email address is about to change");
        await ada.SubmitAsync("Restore my email", ("password", recovered.Password), ("passwordConfirmation", recovered.Password));
        await ada.SeesAsync("Your email is restored");
        token = await SignInAsync(ada, recovered);
        Assert.Equal(account.Email, await EmailOfAsync(ada, token));

        await ada.GoToAsync("/reset-password/new");
        await ada.SubmitAsync("Send reset link", ("email", account.Email));
        await ada.SeesAsync("we've sent it a reset link");
        await CallAsync(
            eve, "PUT", $"{Registration}/password", token,
            new { currentPassword = recovered.Password, password = Intruders, passwordConfirmation = Intruders });
        await FollowMailAsync(ada, account.Email, "Reset your password");
        await ada.SubmitAsync("Save new password", ("password", renewed.Password), ("passwordConfirmation", renewed.Password));
        await ada.SeesAsync("Your password has been changed.");
        Assert.Equal(account.Email, await EmailOfAsync(ada, await SignInAsync(ada, renewed)));

        await MeetsNoBarrierAsync(app);
    }

    /// <summary>As all do where nobody registers. That there is no way to register then is what the app's own EndpointTests show.</summary>
    [Fact]
    public async Task A_user_from_the_command_line_signs_in_and_invites_another_who_invites_a_third()
    {
        var (host, guest) = (Account.New(), Account.New());
        var generated = await shop.Api;
        var contentRoot = generated.NewContentRoot();
        var password = Password.Match(await generated.RunAsync(contentRoot, $"create-user {host.Email}")).Groups[1].Value;
        await using var app = await generated.StartAsync(contentRoot);
        await using var ada = await shop.VisitAsync(app);
        await using var eve = await shop.VisitAsync(app);

        var token = await SignInAsync(ada, host with { Password = password });
        await CallAsync(ada, "POST", "/api/v1/invitations", token, new { email = guest.Email });
        await FollowMailAsync(eve, guest.Email, "You've been invited to Shop");
        await eve.SubmitAsync("Create account", ("password", guest.Password), ("passwordConfirmation", guest.Password));
        await eve.SeesAsync("Your account has been created");
        await CallAsync(eve, "POST", "/api/v1/invitations", await AccessTokenAsync(eve), new { email = Account.New().Email });
    }

    private async Task MeetsNoBarrierAsync(RunningApp app)
    {
        foreach (var path in new[]
        {
            "/session/new", "/sessions", "/reset-password/new", "/reset-password/nonsense", "/confirm-email/nonsense", "/invitations/nonsense",
            "/account-changes/nonsense",
        })
        {
            await using var visitor = await shop.VisitAsync(app, new() { ViewportSize = new() { Width = 320, Height = 720 } });
            await visitor.GoToAsync(path);
            await visitor.Page.WaitForLoadStateAsync();
            Assert.Empty(await Axe.FindBarriersAsync(visitor.Page));
            Assert.Empty(visitor.Complaints);
            if (path is "/sessions") continue;

            await RefuseAsync(visitor);
            Assert.Empty(await Axe.FindBarriersAsync(visitor.Page));
            Assert.Equal(320, await visitor.Page.EvaluateAsync<int>("document.documentElement.scrollWidth"));
            Assert.Empty(await visitor.Context.CookiesAsync());
        }
    }

    // Past the browser's own check.
    private static async Task RefuseAsync(Visitor visitor)
    {
        await visitor.Page.Locator("form").EvaluateAsync("form => form.noValidate = true");
        await visitor.Page.Locator("form button").ClickAsync();
        await Expect(visitor.Page.Locator("[role=alert], [role=status]")).ToBeVisibleAsync();
    }

    private static async Task FollowMailAsync(Visitor visitor, string to, string subject)
    {
        await visitor.GoToAsync("/dev/mailbox");
        await visitor.PickMailAsync(to, subject);
        await visitor.GoToAsync(await visitor.MailedLinkAsync());
    }

    /// <returns>The access token.</returns>
    private static async Task<string> SignInAsync(Visitor visitor, Account account)
    {
        await visitor.TrySignInAsync(account);
        await visitor.SeesAsync("You're signed in.");
        return await AccessTokenAsync(visitor);
    }

    private static async Task<string> AccessTokenAsync(Visitor visitor) =>
        (await visitor.Page.Locator("dt:text-is('accessToken') + dd").TextContentAsync())!;

    private static async Task<string?> EmailOfAsync(Visitor visitor, string token) =>
        (await CallAsync(visitor, "GET", "/api/v1/session", token)).GetProperty("email").GetString();

    private static async Task<JsonElement> CallAsync(Visitor visitor, string method, string path, string? token, object? body = null)
    {
        var answer = await visitor.Context.APIRequest.FetchAsync(path, new()
        {
            Method = method,
            Headers = token is null ? [] : new Dictionary<string, string> { ["Authorization"] = $"Bearer {token}" },
            DataObject = body,
            Timeout = Visitor.Patience,
        });
        Assert.True(answer.Ok, $"{method} {path}: {answer.Status} {await answer.TextAsync()}");
        return await answer.TextAsync() is "" ? default : (await answer.JsonAsync())!.Value;
    }

    [GeneratedRegex("with the password (.+?) and")]
    private static partial Regex Password { get; }
}
