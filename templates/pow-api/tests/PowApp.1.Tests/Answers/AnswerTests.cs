using System.Text.Json;

namespace PowApp._1.Tests;

/// <summary>What is answered, to the last property: nothing of what lies behind comes along by accident (ASVS 5.0 15.3.1).</summary>
public sealed class AnswerTests(TestApp app) : IClassFixture<TestApp>
{
    private static readonly string[] _tokens = ["accessToken", "accessTokenExpiresAt", "renewalToken", "renewalTokenExpiresAt", "tokenType"];

    [Fact]
    public async Task Signing_in_renewing_and_reauthenticating_return_tokens_and_nothing_else()
    {
        var client = app.NewVisitor();

        Assert.HasProperties(_tokens, (await client.SignInAsync(await app.NewUser())).Json);
        Assert.HasProperties(_tokens, (await client.RenewAsync()).Json);
        Assert.HasProperties(_tokens, (await client.ReauthenticateAsync()).Json);
    }

    [Fact]
    public async Task The_account_has_these_properties_and_no_others()
    {
        var client = await app.SignedInAs(await app.NewUser());

        Assert.HasProperties(["id", "email", "createdAt", "pendingEmail"], (await client.GetAsync(ApiPaths.Account)).Json);
        Assert.Equal("202 ", $"{await client.ChangeEmailAsync(TestApp.NewAddress())}");
        Assert.HasProperties(_tokens, (await client.ChangePasswordAsync()).Json);
    }

    [Fact]
    public async Task Sessions_have_these_properties_and_no_others()
    {
        var client = await app.SignedInAs(await app.NewUser());

        Assert.HasProperties(["id", "userId", "email", "startedAt", "freshUntil"], (await client.GetAsync(ApiPaths.Session)).Json);
        Assert.HasProperties(
            ["id", "device", "address", "startedAt", "seenAt", "expiresAt", "isCurrent"],
            Assert.Single((await client.GetAsync(ApiPaths.Sessions)).Json.EnumerateArray()));
    }

    /// <summary>Done without an answer: 204 and nothing else.</summary>
    [Fact]
    public async Task What_has_nothing_to_tell_returns_no_body()
    {
        var client = await app.SignedInAs(await app.NewUser());

        Assert.Equal("204 ", $"{await client.DeleteAsync(ApiPaths.Sessions)}");
        Assert.Equal("204 ", $"{await client.DeleteAsync($"{ApiPaths.Sessions}/{Guid.Empty}")}");
        Assert.Equal("204 ", $"{await client.ChangeEmailAsync(await client.ReadAccountAsync())}");
        Assert.Equal("204 ", $"{await client.SignOutAsync()}");
        Assert.Equal("204 ", $"{await (await app.SignedInAs(await app.NewUser())).DeleteAccountAsync()}");
    }

    /// <summary>In UTC, as ISO 8601 has it, so that every client reads them in the same way.</summary>
    [Fact]
    public async Task Times_are_in_utc()
    {
        var client = await app.SignedInAs(await app.NewUser());

        Assert.EndsWith("+00:00", (await client.GetAsync(ApiPaths.Account)).Text("createdAt"));
    }
}
