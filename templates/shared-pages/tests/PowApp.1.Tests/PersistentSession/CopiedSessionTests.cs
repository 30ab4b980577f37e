using System.Buffers.Text;
using Microsoft.EntityFrameworkCore;
using PowApp._1.Accounts;

namespace PowApp._1.Tests;

/// <summary>A token is used once: whoever comes with one that was used before, or with another secret in its place, has a copy.</summary>
public sealed class CopiedSessionTests(TestApp app) : IClassFixture<TestApp>
{
    private static readonly TimeSpan _second = TimeSpan.FromSeconds(1);

    private readonly PersistentSessionLimits _limits = app.Accounts.PersistentSession;

    [Fact, Trait("Attack", "A40")]
    public async Task A_copy_that_is_used_after_the_owner_ends_the_session_and_the_owner_is_told()
    {
        var alice = await app.NewUser();
        var (browser, other) = (await app.ClosedAfterSignIn(alice), await app.SignedInAs(alice));
        var thief = browser.Copy();
        Assert.True(await browser.IsSignedInAsync());
        app.Clock.Advance(_limits.Grace);

        Assert.False(await thief.IsSignedInAsync());

        Assert.Null(thief.RenewalToken);
        Assert.False(await browser.IsSignedInAsync());
        Assert.Null(browser.RenewalToken);
        Assert.True(await other.IsSignedInAsync());
        var mail = Assert.Single(await app.Mailbox.ToAsync(alice.Email));
        Assert.Equal("http://localhost/sessions", mail.Link);
        Assert.DoesNotContain(alice.Email!, mail.Text);
    }

    [Fact, Trait("Attack", "A40")]
    public async Task A_copy_that_is_used_before_the_owner_is_found_out_when_the_owner_comes_back()
    {
        var alice = await app.NewUser();
        var browser = await app.ClosedAfterSignIn(alice);
        var thief = browser.Copy();
        Assert.True(await thief.IsSignedInAsync());
        app.Clock.Advance(_limits.Grace);

        Assert.False(await browser.IsSignedInAsync());

        Assert.False(await thief.IsSignedInAsync());
        Assert.Single(await app.Mailbox.ToAsync(alice.Email));
    }

    [Fact, Trait("Attack", "A40")]
    public async Task A_token_from_long_before_is_found_out_too()
    {
        var alice = await app.NewUser();
        var browser = await app.ClosedAfterSignIn(alice);
        var thief = browser.Copy();
        for (var day = 0; day < 3; day++)
        {
            Assert.True(await browser.Close().IsSignedInAsync());
            app.Clock.Advance(TimeSpan.FromDays(1));
        }

        Assert.False(await thief.IsSignedInAsync());

        Assert.False(await browser.IsSignedInAsync());
        Assert.Single(await app.Mailbox.ToAsync(alice.Email));
    }

    [Fact, Trait("Attack", "A40")]
    public async Task Within_the_grace_it_is_a_second_tab()
    {
        var alice = await app.NewUser();
        var browser = await app.ClosedAfterSignIn(alice);
        Assert.True(await browser.IsSignedInAsync());
        var tab = browser.Close().Copy();
        await browser.GetAsync("/");

        app.Clock.Advance(_limits.Grace - _second);
        Assert.True(await tab.IsSignedInAsync());

        Assert.Equal((browser.Session, browser.RenewalToken), (tab.Session, tab.RenewalToken));
        Assert.Empty(await app.Mailbox.ToAsync(alice.Email));
    }

    [Fact]
    public async Task A_lost_response_signs_nobody_out()
    {
        var alice = await app.NewUser();
        var browser = await app.ClosedAfterSignIn(alice);
        var lost = browser.Copy();
        Assert.True(await lost.IsSignedInAsync());

        app.Clock.Advance(_limits.Grace - _second);
        Assert.True(await browser.IsSignedInAsync());

        Assert.Equal((lost.Session, lost.RenewalToken), (browser.Session, browser.RenewalToken));
        Assert.True(await browser.Close().IsSignedInAsync());
        Assert.Empty(await app.Mailbox.ToAsync(alice.Email));
    }

    [Fact, Trait("Attack", "A40")]
    public async Task Once_the_session_is_used_a_copy_is_found_out_a_few_seconds_later()
    {
        var alice = await app.NewUser();
        var browser = await app.ClosedAfterSignIn(alice);
        var thief = browser.Copy();
        await browser.GetAsync("/");
        Assert.True(await browser.IsSignedInAsync());
        app.Clock.Advance(app.Accounts.Sessions.RotationOverlap);

        Assert.False(await thief.IsSignedInAsync());

        Assert.False(await browser.IsSignedInAsync());
        Assert.Single(await app.Mailbox.ToAsync(alice.Email));
    }

    [Fact, Trait("Attack", "A40")]
    public async Task After_its_time_a_copy_is_nothing_to_tell_of()
    {
        var alice = await app.NewUser();
        var browser = await app.ClosedAfterSignIn(alice);
        var thief = browser.Copy();
        Assert.True(await browser.IsSignedInAsync());
        app.Clock.Advance(_limits.Lifetime);

        Assert.False(await thief.IsSignedInAsync());

        Assert.Null(thief.RenewalToken);
        Assert.Empty(await app.Mailbox.ToAsync(alice.Email));
    }

    [Fact, Trait("Attack", "A40")]
    public async Task A_false_secret_of_a_family_that_there_is_ends_its_session()
    {
        var alice = await app.NewUser();
        var browser = await app.ClosedAfterSignIn(alice);
        var thief = browser.Copy();
        thief.PersistentCookie!.Value = browser.RenewalToken!.Split('.')[0] + '.' + Secret.New();

        Assert.False(await thief.IsSignedInAsync());

        Assert.False(await browser.IsSignedInAsync());
        Assert.Single(await app.Mailbox.ToAsync(alice.Email));
    }

    [Fact, Trait("Attack", "A26")]
    public async Task What_names_no_session_opens_and_ends_nothing()
    {
        var alice = await app.NewUser();
        var browser = await app.ClosedAfterSignIn(alice);
        var ordinary = await app.SignedInAs(alice);
        var ids = await app.Db(db => db.Set<Session>().Where(session => session.UserId == alice.Id).Select(session => session.Id).ToListAsync());
        var (token, secret) = (browser.RenewalToken!, browser.RenewalToken!.Split('.')[1]);
        string[] others =
        [
            "1", ".", "..", secret, $".{secret}", $"{Guid.NewGuid():N}.{secret}", $"{alice.Id:N}.{secret}", $"{Guid.Empty:N}.", token[1..],
            $"{token}.{secret}", .. ids.Select(id => $"{id:N}.{secret}"), new string('A', 4000), "%00", "'OR-1=1--",
        ];

        foreach (var other in others)
        {
            var forger = browser.Copy();
            forger.PersistentCookie!.Value = other;

            Assert.LeadsTo("/session/new?request_path=%2Fregistration%2Fedit", await forger.GetAsync(AccountPaths.Account));
            Assert.Null(forger.RenewalToken);
        }

        Assert.Empty(await app.Mailbox.ToAsync(alice.Email));
        Assert.True(await browser.IsSignedInAsync());
        Assert.True(await ordinary.IsSignedInAsync());
    }

    /// <summary>Ids of sessions stand in lists and logs, and to end one takes more than to know it.</summary>
    [Fact, Trait("Attack", "A26")]
    public async Task A_family_says_nothing_of_its_session_and_is_the_same_for_as_long_as_that()
    {
        var alice = await app.NewUser();
        var (browser, other) = (await app.ClosedAfterSignIn(alice), await app.ClosedAfterSignIn(await app.NewUser()));
        var (family, _) = RenewalToken.Parse(browser.RenewalToken!);

        Assert.True(await browser.IsSignedInAsync());

        Assert.Equal(family, RenewalToken.Parse(browser.RenewalToken!).Family);
        Assert.NotEqual(family, RenewalToken.Parse(other.RenewalToken!).Family);
        Assert.NotEqual(family, (await SessionOf(alice)).Id);
    }

    [Fact, Trait("Attack", "A27")]
    public async Task Only_hashes_are_kept_and_they_are_no_tokens()
    {
        var alice = await app.NewUser();
        var browser = await app.ClosedAfterSignIn(alice);
        var first = browser.RenewalToken!;
        await browser.GetAsync("/");
        var row = await SessionOf(alice);

        Assert.Equal(Secret.Hash(browser.RenewalToken!.Split('.')[1]), row.RenewalTokenHash);
        Assert.False(app.Data.Keeps(first.Split('.')[1]) || app.Data.Keeps(browser.RenewalToken!.Split('.')[1]));
        var forger = browser.ClosedCopy();
        forger.PersistentCookie!.Value = $"{row.RenewalFamily:N}.{Base64Url.EncodeToString(row.RenewalTokenHash!)}";
        Assert.False(await forger.IsSignedInAsync());
    }

    [Fact, Trait("Attack", "A49")]
    public async Task A_token_is_no_session_and_a_session_is_no_token()
    {
        var browser = await app.ClosedAfterSignIn(await app.NewUser());
        await browser.GetAsync("/");
        var (family, secret) = RenewalToken.Parse(browser.RenewalToken!);

        foreach (var value in new[] { browser.RenewalToken!, secret })
        {
            var forger = app.NewVisitor();
            forger.TakeCookiesOf(browser, named: name => name.EndsWith("-session", StringComparison.Ordinal));
            forger.SetSession(value);
            Assert.False(await forger.IsSignedInAsync());
        }

        Assert.NotEqual(secret, browser.Session);
        Assert.True(await browser.Copy().IsSignedInAsync());
        var other = browser.ClosedCopy();
        other.PersistentCookie!.Value = $"{family:N}.{browser.Session}";
        Assert.False(await other.IsSignedInAsync());
    }

    [Fact, Trait("Attack", "A40")]
    public async Task Of_many_thieves_at_once_the_owner_is_told_once()
    {
        for (var round = 0; round < 5; round++)
        {
            var alice = await app.NewUser();
            var browser = await app.ClosedAfterSignIn(alice);
            var thieves = Enumerable.Range(0, 10).Select(_ => browser.Copy()).ToList();
            await browser.GetAsync("/");
            app.Clock.Advance(_limits.Grace);

            var let = await Task.WhenAll(thieves.Append(browser.ClosedCopy()).Select(thief => thief.IsSignedInAsync()));

            // The owner may have been faster than all of them, and is signed out a moment later.
            Assert.DoesNotContain(true, let[..^1]);
            Assert.False(await browser.IsSignedInAsync());
            Assert.Single(await app.Mailbox.ToAsync(alice.Email));
        }
    }

    [Fact, Trait("Attack", "A117"), Trait("Attack", "A115")]
    public async Task The_log_tells_of_it_and_of_no_secret()
    {
        var alice = await app.NewUser();
        var browser = await app.ClosedAfterSignIn(alice);
        var thief = browser.Copy().ComesFrom("203.0.113.77");
        var id = (await SessionOf(alice)).Id;

        var log = await app.Log.Of(async () =>
        {
            await browser.GetAsync("/");
            app.Clock.Advance(_limits.Grace);
            await thief.GetAsync("/");
        });

        Assert.Contains($"Information SessionResumed SessionResumed: user {alice.Id}, session {id}, source {browser.Address}", log);
        Assert.Contains($"Warning CopiedSessionEnded CopiedSessionEnded: user {alice.Id}, session (null), source 203.0.113.77", log);
        Assert.All(browser.RenewalTokensSent.SelectMany(token => token.Split('.')), part => Assert.DoesNotContain(part, log));
        Assert.DoesNotContain(browser.Session!, log);
        Assert.DoesNotContain(alice.Email!, log);
    }

    private Task<Session> SessionOf(User user) => app.Db(db => db.Set<Session>().AsNoTracking().SingleAsync(session => session.UserId == user.Id));
}
