using System.Net;
using PowApp._1.Accounts;

namespace PowApp._1.Tests;

/// <summary>What ends a session ends both of its tokens, from the next call on.</summary>
public sealed class TokenEndTests(TestApp app) : IClassFixture<TestApp>
{
    [Fact, Trait("Attack", "A18"), Trait("Attack", "A130")]
    public async Task Signing_out_ends_them()
    {
        var client = await SignedInAndUsed();
        var other = client.Copy();

        Assert.Equal(HttpStatusCode.NoContent, (await client.SignOutAsync()).Status);

        await AssertIsOverAsync(client);
        await AssertIsOverAsync(other);
    }

    [Fact, Trait("Attack", "A19"), Trait("Attack", "A130")]
    public async Task Changing_the_password_ends_them()
    {
        var alice = await app.NewUser();
        var (client, other) = (await SignedInAndUsed(alice), await SignedInAndUsed(alice));
        var before = client.Copy();

        Assert.Succeeds(await client.ChangePasswordAsync());

        Assert.True(await client.IsSignedInAsync());
        Assert.Succeeds(await client.RenewAsync());
        await AssertIsOverAsync(before);
        await AssertIsOverAsync(other);
    }

    /// <summary>Nor does an old token tell the address before.</summary>
    [Fact, Trait("Attack", "A130")]
    public async Task A_change_of_the_address_ends_them()
    {
        var alice = await app.NewUser();
        var (client, other) = (await SignedInAndUsed(alice), await SignedInAndUsed(alice));

        await app.ChangeEmailOf(alice, TestApp.NewAddress());

        await AssertIsOverAsync(client);
        await AssertIsOverAsync(other);
    }

    [Fact, Trait("Attack", "A21"), Trait("Attack", "A130")]
    public async Task Deleting_the_account_ends_them()
    {
        var alice = await app.NewUser();
        var (client, other) = (await SignedInAndUsed(alice), await SignedInAndUsed(alice));

        Assert.Equal(HttpStatusCode.NoContent, (await client.DeleteAccountAsync()).Status);

        await AssertIsOverAsync(client);
        await AssertIsOverAsync(other);
    }

    [Fact, Trait("Attack", "A23"), Trait("Attack", "A130")]
    public async Task Ending_the_session_from_another_one_ends_them()
    {
        var alice = await app.NewUser();
        var (client, ended) = (await SignedInAndUsed(alice), await SignedInAndUsed(alice));
        var id = (await ended.GetAsync(ApiPaths.Session)).Text("id");

        Assert.Equal(HttpStatusCode.NoContent, (await client.DeleteAsync($"{ApiPaths.Sessions}/{id}")).Status);

        await AssertIsOverAsync(ended);
        Assert.True(await client.IsSignedInAsync());
    }

    [Fact, Trait("Attack", "A23"), Trait("Attack", "A130")]
    public async Task Ending_all_other_sessions_ends_them()
    {
        var alice = await app.NewUser();
        ApiClient[] others = [await SignedInAndUsed(alice), await SignedInAndUsed(alice)];
        var (client, bob) = (await SignedInAndUsed(alice), await SignedInAndUsed());

        Assert.Equal(HttpStatusCode.NoContent, (await client.DeleteAsync(ApiPaths.Sessions)).Status);

        foreach (var other in others) await AssertIsOverAsync(other);
        Assert.True(await client.IsSignedInAsync());
        Assert.True(await bob.IsSignedInAsync());
    }

    /// <summary>A client that signs in while it is signed in gets another session; the one that it came with is over.</summary>
    [Fact, Trait("Attack", "A15"), Trait("Attack", "A16")]
    public async Task Signing_in_as_somebody_else_ends_them()
    {
        var (alice, mallory) = (await app.NewUser(), await app.NewUser());
        var client = await SignedInAndUsed(mallory);
        var before = client.Copy();

        Assert.Succeeds(await client.SignInAsync(alice));

        Assert.Equal(alice.Email, (await client.GetAsync(ApiPaths.Session)).Text("email"));
        await AssertIsOverAsync(before);
    }

    // In the cache, too.
    private async Task<ApiClient> SignedInAndUsed(User? user = null)
    {
        var client = await app.SignedInAs(user ?? await app.NewUser());
        Assert.True(await client.IsSignedInAsync());
        return client;
    }

    private static async Task AssertIsOverAsync(ApiClient client)
    {
        foreach (var path in new[] { ApiPaths.Session, ApiPaths.Account, ApiPaths.Sessions })
            Assert.IsProblem(HttpStatusCode.Unauthorized, "unauthenticated", await client.GetAsync(path));
        Assert.IsProblem(HttpStatusCode.Unauthorized, "unauthenticated", await client.ChangePasswordAsync());
        Assert.IsProblem(HttpStatusCode.Unauthorized, "invalid_renewal_token", await client.RenewAsync());
    }
}
