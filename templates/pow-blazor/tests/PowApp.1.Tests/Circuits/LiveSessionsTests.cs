using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PowApp._1.Accounts;

namespace PowApp._1.Tests;

/// <summary>What belongs to a live page ends with the session of its user.</summary>
public sealed class LiveSessionsTests(TestApp app) : IClassFixture<TestApp>
{
    private LiveSessions Live => app.Services.GetRequiredService<LiveSessions>();

    [Fact]
    public async Task A_page_stays_as_long_as_its_session()
    {
        var page = await OpenAsync(await app.NewUser());

        await CheckAsync();

        Assert.False(page.HasEnded);
    }

    [Fact, Trait("Attack", "A169")]
    public async Task Signing_out_ends_the_pages_of_that_session_only()
    {
        var alice = await app.NewUser();
        var browser = await app.SignedInAs(alice);
        var (first, second, other) = (await OpenAsync(browser), await OpenAsync(browser), await OpenAsync(alice));

        await browser.SignOutAsync();
        await CheckAsync();

        Assert.True(first.HasEnded && second.HasEnded);
        Assert.False(other.HasEnded);
    }

    [Fact, Trait("Attack", "A169")]
    public async Task Ending_all_other_sessions_ends_their_pages()
    {
        var alice = await app.NewUser();
        var browser = await app.SignedInAs(alice);
        var (here, there) = (await OpenAsync(browser), await OpenAsync(alice));

        await browser.EndOtherSessionsAsync();
        await CheckAsync();

        Assert.False(here.HasEnded);
        Assert.True(there.HasEnded);
    }

    [Fact, Trait("Attack", "A169")]
    public async Task A_new_password_ends_all_pages()
    {
        var alice = await app.NewUser();
        var browser = await app.SignedInAs(alice);
        var (here, there) = (await OpenAsync(browser), await OpenAsync(alice));

        await browser.ChangePasswordAsync();
        await CheckAsync();

        Assert.True(here.HasEnded && there.HasEnded);
    }

    [Fact, Trait("Attack", "A169")]
    public async Task Deleting_the_account_ends_all_pages()
    {
        var alice = await app.NewUser();
        var (browser, page) = (await app.SignedInAs(alice), await OpenAsync(alice));

        await browser.DeleteAccountAsync();
        await CheckAsync();

        Assert.True(page.HasEnded);
    }

    [Fact, Trait("Attack", "A169")]
    public async Task The_page_ends_when_it_is_not_used_for_too_long()
    {
        await using var own = new TestApp();
        var page = await OpenAsync(own, await own.SignedInAs(await own.NewUser()));

        own.Clock.Advance(own.Accounts.Sessions.IdleTimeout - TimeSpan.FromSeconds(1));
        await CheckAsync(own);
        Assert.False(page.HasEnded);

        own.Clock.Advance(TimeSpan.FromSeconds(1));
        await CheckAsync(own);
        Assert.True(page.HasEnded);
    }

    [Fact]
    public async Task Using_the_page_keeps_the_session_alive_as_requests_do_until_it_is_too_old()
    {
        await using var own = new TestApp();
        var limits = own.Accounts.Sessions;
        var browser = await own.SignedInAs(await own.NewUser());
        var page = await OpenAsync(own, browser);
        var started = own.Clock.GetUtcNow();

        while (own.Clock.GetUtcNow() - started < limits.AbsoluteTimeout - limits.IdleTimeout)
        {
            own.Clock.Advance(limits.IdleTimeout / 2);
            own.Services.GetRequiredService<LiveSessions>().NoteUse(page.SessionId);
            await CheckAsync(own);
            Assert.False(page.HasEnded);
        }

        Assert.True(await browser.IsSignedInAsync());
        own.Clock.Advance(limits.IdleTimeout);
        own.Services.GetRequiredService<LiveSessions>().NoteUse(page.SessionId);
        await CheckAsync(own);
        Assert.True(page.HasEnded);
    }

    [Fact]
    public async Task Using_the_page_is_noted_once_a_minute()
    {
        await using var own = new TestApp();
        var page = await OpenAsync(own, await own.SignedInAs(await own.NewUser()));
        var live = own.Services.GetRequiredService<LiveSessions>();

        own.Clock.Advance(own.Accounts.Sessions.SeenEvery);
        live.NoteUse(page.SessionId);
        var due = await own.Database.CommandsOf(() => CheckAsync(own));
        own.Clock.Advance(TimeSpan.FromSeconds(1));
        live.NoteUse(page.SessionId);
        var early = await own.Database.CommandsOf(() => CheckAsync(own));

        Assert.Single(due, command => command.StartsWith("UPDATE", StringComparison.Ordinal));
        Assert.DoesNotContain(early, command => command.StartsWith("UPDATE", StringComparison.Ordinal));
    }

    [Fact, Trait("Attack", "A169")]
    public async Task Use_that_comes_after_the_end_revives_nothing()
    {
        await using var own = new TestApp();
        var page = await OpenAsync(own, await own.SignedInAs(await own.NewUser()));

        own.Clock.Advance(own.Accounts.Sessions.IdleTimeout);
        own.Services.GetRequiredService<LiveSessions>().NoteUse(page.SessionId);
        await CheckAsync(own);

        Assert.True(page.HasEnded);
    }

    [Fact]
    public async Task However_many_pages_are_open_one_query_asks_for_them()
    {
        await using var own = new TestApp();
        var alice = await own.NewUser();
        for (var i = 0; i < 20; i++) await OpenAsync(own, await own.SignedInAs(alice));

        Assert.Single(await own.Database.CommandsOf(() => CheckAsync(own)));
    }

    [Fact]
    public async Task While_no_page_is_open_nothing_is_asked()
    {
        await using var own = new TestApp();
        var page = await OpenAsync(own, await own.SignedInAs(await own.NewUser()));
        own.Services.GetRequiredService<LiveSessions>().Remove(page.SessionId, page);

        Assert.Empty(await own.Database.CommandsOf(() => CheckAsync(own)));
    }

    [Fact, Trait("Attack", "A35")]
    public async Task While_the_database_is_away_pages_stay_as_long_as_a_session_may_be_remembered()
    {
        await using var own = new TestApp();
        var page = await OpenAsync(own, await own.SignedInAs(await own.NewUser()));
        await CheckAsync(own);

        using var outage = own.Database.Outage();
        own.Clock.Advance(own.Accounts.Sessions.CacheFor - TimeSpan.FromMilliseconds(1));
        await CheckAsync(own);
        Assert.False(page.HasEnded);

        own.Clock.Advance(TimeSpan.FromMilliseconds(1));
        await CheckAsync(own);
        Assert.True(page.HasEnded);
    }

    /// <summary>Otherwise, the page to which the browser goes would still find the session in memory, and lead back.</summary>
    [Fact, Trait("Attack", "A28")]
    public async Task What_another_process_ended_is_not_remembered()
    {
        var alice = await app.NewUser();
        var browser = await app.SignedInAs(alice);
        var page = await OpenAsync(browser);
        Assert.True(await browser.IsSignedInAsync());
        await app.Db(db => db.Set<Session>().Where(session => session.Id == page.SessionId).ExecuteDeleteAsync());

        await CheckAsync();

        Assert.True(page.HasEnded);
        Assert.False(await browser.IsSignedInAsync());
    }

    [Fact, Trait("Attack", "A169")]
    public async Task What_this_process_ends_is_noticed_at_once()
    {
        await using var own = new TestApp();
        var alice = await own.NewUser();
        var (browser, page) = (await own.SignedInAs(alice), await OpenAsync(own, await own.SignedInAs(alice)));
        await own.Services.GetRequiredService<LiveSessions>().StartAsync(TestContext.Current.CancellationToken);

        await browser.EndOtherSessionsAsync();

        await page.Ended.WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);
    }

    [Fact, Trait("Attack", "A169")]
    public async Task What_another_process_ends_is_noticed_within_a_second()
    {
        await using var own = new TestApp();
        var page = await OpenAsync(own, await own.SignedInAs(await own.NewUser()));
        await own.Services.GetRequiredService<LiveSessions>().StartAsync(TestContext.Current.CancellationToken);

        await own.Db(db => db.Set<Session>().ExecuteDeleteAsync());
        own.Clock.Advance(TimeSpan.FromSeconds(1));

        await page.Ended.WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);
    }

#if (Redis)
    /// <summary>The clock stands still: no one looks for what has ended before they are told.</summary>
    [Fact, Trait("Attack", "A169")]
    public async Task What_another_process_ends_is_noticed_as_soon_as_it_tells()
    {
        using var redis = new RedisRelay();
        await using var other = new TestApp { Settings = { ["ConnectionStrings:Redis"] = redis.Connection } };
        await using var own = RedisRelay.Beside(other);
        var browser = await other.SignedInAs(await other.NewUser());
        var page = await OpenAsync(own, browser.CopyTo(own));
        await own.Services.GetRequiredService<LiveSessions>().StartAsync(TestContext.Current.CancellationToken);
        await RedisRelay.ConnectedAsync(own);

        await browser.SignOutAsync();

        await page.Ended.WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);
    }

#endif
    [Fact, Trait("Attack", "A169")]
    public async Task A_page_that_fails_while_it_ends_holds_up_no_other()
    {
        var alice = await app.NewUser();
        var browser = await app.SignedInAs(alice);
        var (failing, page) = (await OpenAsync(browser), await OpenAsync(browser));
        failing.Fails = true;

        await browser.SignOutAsync();
        await CheckAsync();

        Assert.True(failing.HasEnded && page.HasEnded);
    }

    private Task CheckAsync() => CheckAsync(app);

    private static Task CheckAsync(TestApp app) => app.Services.GetRequiredService<LiveSessions>().CheckAsync(TestContext.Current.CancellationToken);

    private async Task<OpenPage> OpenAsync(User user) => await OpenAsync(await app.SignedInAs(user));

    private Task<OpenPage> OpenAsync(Browser browser) => OpenAsync(app, browser);

    private static async Task<OpenPage> OpenAsync(TestApp app, Browser browser)
    {
        var session = await app.With((SessionStore sessions) => sessions.FindAsync(browser.Session!).AsTask());
        var page = new OpenPage(session!.Id);
        app.Services.GetRequiredService<LiveSessions>().Add(session.Id, session.UserId, page);
        return page;
    }

    private sealed class OpenPage(Guid sessionId) : IEndsWithSession
    {
        private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Guid SessionId { get; } = sessionId;

        public Task Ended => _ended.Task;

        public bool HasEnded => Ended.IsCompleted;

        /// <summary>As a component may that does something wrong when its user is gone.</summary>
        public bool Fails { get; set; }

        public void OnSessionEnded()
        {
            _ended.TrySetResult();
            if (Fails) throw new InvalidOperationException("A component did something wrong.");
        }
    }
}
