using System.Text.Json;

namespace PowApp._1.Tests;

/// <summary>What is answered, to the last property: nothing of what lies behind comes along by accident (ASVS 5.0 15.3.1).</summary>
public sealed class AnswerTests(TestApp app) : IClassFixture<TestApp>
{
    private static readonly string[] _tokens = ["accessToken", "accessTokenExpiresAt", "renewalToken", "renewalTokenExpiresAt", "tokenType"];

    [Fact]
    public async Task Of_signing_in_renewing_and_giving_the_password_again()
    {
        var client = app.NewClient();

        Assert.HasProperties(_tokens, (await client.SignInAsync(await app.NewUser())).Json);
        Assert.HasProperties(_tokens, (await client.RenewAsync()).Json);
        Assert.HasProperties(_tokens, (await client.ReauthenticateAsync()).Json);
    }

    [Fact]
    public async Task Of_the_account()
    {
        var client = await app.SignedInAs(await app.NewUser());

        Assert.HasProperties(["id", "email", "createdAt"], (await client.GetAsync(Journeys.Account)).Json);
        Assert.HasProperties(["id", "email", "createdAt", .. _tokens], (await client.ChangePasswordAsync()).Json);
    }

    [Fact]
    public async Task Of_two_changes_at_once_or_none()
    {
        var client = await app.SignedInAs(await app.NewUser());
        var (email, password, currentPassword) = (TestApp.NewAddress(), TestApp.NewPassword, TestApp.Password);

        Assert.Refuses("email", await client.PatchAsync(Journeys.Account, new { email, password, passwordConfirmation = password, currentPassword }));
        Assert.Refuses("email", await client.PatchAsync(Journeys.Account, new { currentPassword }));
        Assert.Succeeds(await client.ChangePasswordAsync()); // The password before is still right.
    }

    [Fact]
    public async Task Of_the_session_and_the_list_of_sessions()
    {
        var client = await app.SignedInAs(await app.NewUser());

        Assert.HasProperties(["id", "userId", "email", "startedAt", "freshUntil"], (await client.GetAsync(Journeys.Session)).Json);
        Assert.HasProperties(
            ["id", "device", "address", "startedAt", "seenAt", "keptUntil", "isCurrent"],
            Assert.Single((await client.GetAsync(Journeys.Sessions)).Json.EnumerateArray()));
    }

    /// <summary>Done without an answer: 204 and nothing else.</summary>
    [Fact]
    public async Task Of_what_has_nothing_to_tell()
    {
        var client = await app.SignedInAs(await app.NewUser());

        Assert.Equal("204 ", $"{await client.DeleteAsync(Journeys.Sessions)}");
        Assert.Equal("204 ", $"{await client.DeleteAsync($"{Journeys.Sessions}/{Guid.Empty}")}");
        Assert.Equal("204 ", $"{await client.SignOutAsync()}");
        Assert.Equal("204 ", $"{await (await app.SignedInAs(await app.NewUser())).DeleteAccountAsync()}");
    }

    /// <summary>In UTC, as ISO 8601 has it, so that every client reads them in the same way.</summary>
    [Fact]
    public async Task Times_are_in_utc()
    {
        var client = await app.SignedInAs(await app.NewUser());

        Assert.EndsWith("+00:00", (await client.GetAsync(Journeys.Account)).Text("createdAt"));
    }
}
