using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PowApp._1.Accounts;

namespace PowApp._1.Tests;

/// <summary>The cookie gets a new value from time to time, and nobody is signed out by it.</summary>
public sealed class SessionRotationTests(TestApp app) : IClassFixture<TestApp>
{
    private static readonly TimeSpan _second = TimeSpan.FromSeconds(1);

    private readonly SessionLimits _limits = app.Accounts.Sessions;

    [Fact]
    public async Task The_value_changes_when_it_is_old_enough_and_the_session_stays_the_same()
    {
        var alice = await app.NewUser();
        var browser = await app.SignedInAs(alice);
        var (value, session) = (browser.Session, await SessionOf(alice));

        app.Clock.Advance(_limits.RotateAfter - _second);
        await browser.GetAsync("/");
        Assert.Equal(value, browser.Session);

        app.Clock.Advance(_second);
        await browser.GetAsync("/");
        Assert.NotEqual(value, browser.Session);
        Assert.True(await browser.IsSignedInAsync());

        var renewed = await SessionOf(alice);
        Assert.Equal((session.Id, session.StartedAt), (renewed.Id, renewed.StartedAt));
    }

    [Fact]
    public async Task The_old_value_works_for_ten_seconds_after_the_new_one_is_first_used()
    {
        var browser = await app.SignedInAs(await app.NewUser());
        app.Clock.Advance(_limits.RotateAfter);
        var underWay = browser.Copy();
        await browser.GetAsync("/");
        app.Clock.Advance(_second);
        await browser.GetAsync("/");

        app.Clock.Advance(_limits.RotationOverlap - _second);
        Assert.True(await underWay.Copy().IsSignedInAsync());

        app.Clock.Advance(_second);
        Assert.False(await underWay.IsSignedInAsync());
        Assert.True(await browser.IsSignedInAsync());
    }

    [Fact]
    public async Task A_browser_that_missed_the_new_value_gets_it_with_the_next_answer()
    {
        var browser = await app.SignedInAs(await app.NewUser());
        app.Clock.Advance(_limits.RotateAfter);
        var answerGotLost = browser.Copy();
        await browser.GetAsync("/");

        await answerGotLost.GetAsync("/");

        Assert.Equal(browser.Session, answerGotLost.Session);
        Assert.True(await answerGotLost.IsSignedInAsync());
    }

    [Fact]
    public async Task The_old_value_is_of_no_use_after_a_minute()
    {
        var browser = await app.SignedInAs(await app.NewUser());
        app.Clock.Advance(_limits.RotateAfter);
        var (inTime, late) = (browser.Copy(), browser.Copy());
        await browser.GetAsync("/");

        app.Clock.Advance(_limits.RotationGrace - _second);
        Assert.True(await inTime.Copy().IsSignedInAsync());

        app.Clock.Advance(_second);
        Assert.False(await late.IsSignedInAsync());
        Assert.True(await browser.IsSignedInAsync());
    }

    [Fact]
    public async Task A_head_request_leaves_the_value_as_it_is()
    {
        var browser = await app.SignedInAs(await app.NewUser());
        app.Clock.Advance(_limits.RotateAfter);
        var value = browser.Session;

        await browser.SendAsync(new HttpRequestMessage(HttpMethod.Head, AccountPaths.Account));

        Assert.Equal(value, browser.Session);
        app.Clock.Advance(_limits.RotationGrace);
        Assert.True(await browser.IsSignedInAsync());
    }

    [Fact, Trait("Attack", "A29")]
    public async Task Many_requests_at_once_sign_nobody_out()
    {
        var alice = await app.NewUser();
        var browser = await app.SignedInAs(alice);
        app.Clock.Advance(_limits.RotateAfter);

        // One browser: whichever answer comes last, its cookie must be good.
        var pages = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => browser.GetAsync(AccountPaths.Account)));

        Assert.All(pages, page => Assert.Equal(HttpStatusCode.OK, page.Status));
        Assert.True(await browser.IsSignedInAsync());
        Assert.Equal(app.Clock.GetUtcNow(), (await SessionOf(alice)).SeenAt);
    }

    [Fact]
    public async Task A_change_of_the_password_ends_the_old_value_too()
    {
        var alice = await app.NewUser();
        var browser = await app.SignedInAs(alice);
        app.Clock.Advance(_limits.RotateAfter);
        var old = browser.Copy();
        await browser.GetAsync("/");

        await app.With((AccountService accounts) => accounts.ChangePasswordAsync(alice.Id, TestApp.Password, TestApp.NewPassword));

        Assert.False(await old.IsSignedInAsync());
        Assert.False(await browser.IsSignedInAsync());
    }

    [Fact, Trait("Attack", "A18")]
    public async Task Signing_out_ends_the_old_value_too()
    {
        var browser = await app.SignedInAs(await app.NewUser());
        app.Clock.Advance(_limits.RotateAfter);
        var old = browser.Copy();
        await browser.GetAsync("/");
        var renewed = browser.Copy();

        await old.PressAsync("/", "Sign out");

        Assert.False(await renewed.IsSignedInAsync());
    }

    /// <summary>The store is asked directly: this is a request that found its session, and then was slower than the end of it.</summary>
    [Theory, Trait("Attack", "A28")]
    [InlineData(2, false)]
    [InlineData(15, false)]
    [InlineData(2, true)]
    public async Task A_slow_request_revives_no_session_that_ended_meanwhile(int minutes, bool afterRotation)
    {
        var alice = await app.NewUser();
        var browser = await app.SignedInAs(alice);
        if (afterRotation)
        {
            app.Clock.Advance(_limits.RotateAfter);
            await browser.GetAsync("/");
        }

        app.Clock.Advance(TimeSpan.FromMinutes(minutes));
        await app.With(async (SessionStore sessions) =>
        {
            var found = await sessions.FindAsync(browser.Session!);
            await app.With((SessionStore faster) => faster.EndAsync(alice.Id, found!.Id));

            Assert.Null(await sessions.KeepAliveAsync(found!, browser.Session!));
        });

        Assert.False(await browser.IsSignedInAsync());
        Assert.Equal(0, await app.Db(db => db.Set<Session>().CountAsync(session => session.UserId == alice.Id)));
    }

    [Fact, Trait("Attack", "A28")]
    public async Task A_look_up_that_is_slower_than_the_end_of_its_session_is_not_remembered()
    {
        var alice = await app.NewUser();
        var browser = await app.SignedInAs(alice);
        var cache = app.Services.GetRequiredService<SessionCache>();

        await app.With(async (SessionStore sessions) =>
        {
            var found = await sessions.FindAsync(browser.Session!);
            app.Clock.Advance(_limits.CacheFor);
            await cache.GetAsync(Convert.ToHexString(Secret.Hash(browser.Session!)), async () =>
            {
                await sessions.EndAsync(alice.Id, found!.Id);
                return found;
            });
        });

        Assert.False(await browser.IsSignedInAsync());
    }

    [Fact, Trait("Attack", "A29")]
    public async Task A_slow_request_does_not_take_the_session_from_the_newest_value()
    {
        var browser = await app.SignedInAs(await app.NewUser());
        var old = browser.Session!;
        app.Clock.Advance(_limits.RotateAfter);

        await app.With(async (SessionStore sessions) =>
        {
            var found = await sessions.FindAsync(old);
            await browser.GetAsync("/");
            await browser.GetAsync("/");

            Assert.Null(await sessions.KeepAliveAsync(found!, old));
        });

        Assert.True(await browser.IsSignedInAsync());
    }

    private Task<Session> SessionOf(User user) => app.Db(db => db.Set<Session>().AsNoTracking().SingleAsync(session => session.UserId == user.Id));
}
