using System.Net;
using System.Text.RegularExpressions;

namespace Pow.Templates.ProductionTests;

/// <summary>Behind nginx, at https://shop.example/shop/.</summary>
public sealed partial class BelowPathTests(SiteBelowPath site) : IClassFixture<SiteBelowPath>
{
    [Fact]
    public async Task A_person_never_leaves_the_path()
    {
        var account = Account.New();
        var reset = account with { Password = "a new and better one" };
        await using var ada = await site.VisitAsync();

        await ada.GoToAsync($"{site.Url}/");
        await ada.FollowAsync("Create account");
        await ada.SubmitAsync("Create account", ("email", account.Email), ("password", account.Password), ("passwordConfirmation", account.Password));
        await ada.SeesAsync($"Signed in as {account.Email}");
        await ada.SignOutAsync();

        await ada.FollowAsync("Forgot your password?");
        await ada.SubmitAsync("Send reset link", ("email", account.Email));
        await ada.SeesAsync("we've emailed it a link");
        await ada.GoToAsync(Link.Match((await site.Mails.ReceiveAsync(account.Email, "Reset your password")).Message.TextBody!).Value);
        await ada.IsAtAsync($"{site.Url}/reset-password/edit");
        await ada.SubmitAsync("Save new password", ("password", reset.Password), ("passwordConfirmation", reset.Password));
        await ada.SeesAsync("Your password has been changed.");

        await ada.GoToAsync($"{site.Url}/sessions");
        await ada.SubmitAsync("Sign in", ("email", reset.Email), ("password", reset.Password));
        await ada.IsAtAsync($"{site.Url}/sessions");
        await ada.SignOutAsync();

        Assert.Empty(ada.Complaints);
        Assert.All(ada.Requests, request => Assert.StartsWith($"{site.Url}/", request));
        Assert.All(await ada.Context.CookiesAsync(), cookie =>
        {
            Assert.StartsWith("__Secure-shop-", cookie.Name);
            Assert.Equal("/shop", cookie.Path);
        });
    }

    [Fact]
    public async Task What_is_not_below_the_path_is_not_the_app()
    {
        using var client = site.NewClient();

        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/shop/session/new")).Status);
        Assert.Equal("/shop/", new Uri((await client.GetAsync("/shop")).Location!).AbsolutePath);
        Assert.Empty((await client.GetAsync("/session/new")).HeadersNamed("Set-Cookie"));
        Assert.Empty((await client.GetAsync("/shopping")).HeadersNamed("Set-Cookie"));
    }

    [GeneratedRegex(@"https://\S+")]
    private static partial Regex Link { get; }
}
