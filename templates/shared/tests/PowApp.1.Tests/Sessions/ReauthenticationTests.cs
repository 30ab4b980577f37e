using PowApp._1.Accounts;

namespace PowApp._1.Tests;

/// <summary>A sensitive action wants a password that was given a short while ago.</summary>
public sealed class ReauthenticationTests(TestApp app) : IClassFixture<TestApp>
{
    private readonly SessionLimits _limits = app.Accounts.Sessions;

    [Theory, Trait("Attack", "A122")]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Ending_sessions_asks_for_the_password_if_it_was_given_long_ago(bool endsAll)
    {
        var alice = await app.NewUser();
        var here = await app.SignedInAs(alice);
        app.Clock.Advance(_limits.FreshFor);
        var there = await app.SignedInAs(alice);

        Assert.AsksForPassword(await EndAsync());
        Assert.True(await there.IsSignedInAsync());

        Assert.Succeeds(await here.ReauthenticateAsync());
        Assert.Succeeds(await EndAsync());
        Assert.False(await there.IsSignedInAsync());

        async Task<Answer> EndAsync() => endsAll
            ? await here.EndOtherSessionsAsync()
            : await here.EndSessionAsync(Assert.Single(await here.ListOtherSessionsAsync()));
    }

    [Fact, Trait("Attack", "A122")]
    public async Task Being_active_does_not_count_as_giving_the_password()
    {
        var alice = await app.NewUser();
        var visitor = await app.SignedInAs(alice);
        app.Clock.Advance(_limits.FreshFor / 2);
        Assert.True(await visitor.IsSignedInAsync());
        app.Clock.Advance(_limits.FreshFor / 2);
        Assert.True(await visitor.IsSignedInAsync());
        await app.SignedInAs(alice);

        Assert.AsksForPassword(await visitor.EndOtherSessionsAsync());
    }

    [Fact, Trait("Attack", "A122")]
    public async Task Just_in_time_is_in_time()
    {
        var alice = await app.NewUser();
        var (here, there) = (await app.SignedInAs(alice), await app.SignedInAs(alice));
        app.Clock.Advance(_limits.FreshFor - TimeSpan.FromSeconds(1));

        await here.EndOtherSessionsAsync();

        Assert.False(await there.IsSignedInAsync());
    }

    [Fact, Trait("Attack", "A122")]
    public async Task The_password_of_somebody_else_does_not_do()
    {
        await app.NewUser("a password of his own");
        var visitor = await app.SignedInAs(await app.NewUser());
        var value = visitor.Session;

        Assert.IsRefused(await visitor.ReauthenticateAsync("a password of his own"));
        Assert.IsRefusedFor("password", await visitor.ReauthenticateAsync(""));
        Assert.Equal(value, visitor.Session);
    }

    [Fact, Trait("Attack", "A122")]
    public async Task The_session_gets_a_new_value_and_the_old_one_ends()
    {
        var visitor = await app.SignedInAs(await app.NewUser());
        var old = visitor.Copy();

        Assert.Succeeds(await visitor.ReauthenticateAsync());

        Assert.NotEqual(old.Session, visitor.Session);
        Assert.True(await visitor.IsSignedInAsync());
        Assert.False(await old.IsSignedInAsync());
    }
}
