using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using PowApp._1.Accounts;

namespace PowApp._1.Tests;

/// <summary>Hashing takes a processor's time on purpose: a flood of passwords must not take all of it.</summary>
public sealed class HashingQueueTests
{
    [Fact, Trait("Attack", "A86")]
    public async Task Beyond_a_short_queue_passwords_are_turned_away_and_nothing_else_is()
    {
        await using var app = new TestApp { Settings = { ["Accounts:Password:HashQueue"] = "1" } };
        var alice = await app.NewUser();
        var (visitor, signedIn) = (app.NewVisitor(), await app.SignedInAs(alice));
        var queue = app.Services.GetRequiredService<HashingQueue>();
        var hashing = await Task.WhenAll(Enumerable.Range(0, Environment.ProcessorCount).Select(_ => queue.WaitAsync(CancellationToken.None)));
        var waiting = queue.WaitAsync(CancellationToken.None);

        var answer = await visitor.SignInAsync(alice.Email!);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.Status);
        Assert.NotNull(answer.Headers.RetryAfter);
        Assert.True(await signedIn.IsSignedInAsync());
        foreach (var turn in hashing) turn.Dispose();
        (await waiting).Dispose();
        Assert.Succeeds(await visitor.SignInAsync(alice.Email!));
    }

    [Fact, Trait("Attack", "A148")]
    public async Task New_passwords_leave_a_third_of_it_to_those_who_sign_in()
    {
        await using var app = new TestApp { Settings = { ["Accounts:Password:HashQueue"] = "9" } };
        var queue = app.Services.GetRequiredService<HashingQueue>();
        var places = Environment.ProcessorCount + 6;
        var newPasswords = Enumerable.Range(0, places).Select(_ => queue.WaitForNewPasswordAsync(CancellationToken.None)).ToList();

        await Assert.ThrowsAsync<TryAgainLaterException>(() => queue.WaitForNewPasswordAsync(CancellationToken.None));

        var signIn = queue.WaitAsync(CancellationToken.None);
        foreach (var newPassword in newPasswords) (await newPassword).Dispose();
        (await signIn).Dispose();
        (await queue.WaitForNewPasswordAsync(CancellationToken.None)).Dispose();
    }

    [Fact, Trait("Attack", "A148")]
    public async Task A_password_that_is_refused_needs_no_turn()
    {
        await using var app = new TestApp { Settings = { ["Accounts:Password:HashQueue"] = "1" } };
        var alice = await app.NewUser();
        await (await app.SignedInAs(alice)).ChangeEmailAsync(TestApp.NewAddress());
        var undo = Assert.Single(await app.Mailbox.ToAsync(alice.Email)).Secret;
        var queue = app.Services.GetRequiredService<HashingQueue>();
        var hashing = Enumerable.Range(0, Environment.ProcessorCount + 1).Select(_ => queue.WaitAsync(CancellationToken.None)).ToList();

        Assert.IsRefusedFor("password", await app.NewVisitor().UndoEmailChangeAsync(undo, "too short"));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await app.NewVisitor().UndoEmailChangeAsync(undo)).Status);
        foreach (var turn in hashing) (await turn).Dispose();
    }

    [Fact, Trait("Attack", "A148")]
    public async Task Whoever_has_gone_waits_no_longer()
    {
        await using var app = new TestApp { Settings = { ["Accounts:Password:HashQueue"] = "1" } };
        var queue = app.Services.GetRequiredService<HashingQueue>();
        var hashing = await Task.WhenAll(Enumerable.Range(0, Environment.ProcessorCount).Select(_ => queue.WaitAsync(CancellationToken.None)));
        using var leaving = new CancellationTokenSource();
        await using var scope = app.Services.CreateAsyncScope();
        app.Services.GetRequiredService<IHttpContextAccessor>().HttpContext =
            new DefaultHttpContext { RequestServices = scope.ServiceProvider, RequestAborted = leaving.Token };
        var turn = scope.ServiceProvider.GetRequiredService<HashingTurn>();
        var waiting = turn.WaitForNewPasswordAsync();
        Assert.False(waiting.IsCompleted);
        await leaving.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(turn.WaitAsync);
        var next = queue.WaitForNewPasswordAsync(CancellationToken.None); // The place is free again.
        foreach (var done in hashing) done.Dispose();
        (await next).Dispose();
    }

    [Fact, Trait("Attack", "A148")]
    public async Task One_source_has_only_so_many_whatever_it_does_and_on_whatever_devices()
    {
        await using var app = new TestApp { Settings = { ["Accounts:Throttling:SignInsPerMinute"] = "3" } };
        var users = new[] { await app.NewUser(), await app.NewUser() };
        var visitors = users.Select(_ => app.NewVisitor().ComesFrom("203.0.113.7")).ToArray();

        foreach (var (visitor, user) in visitors.Zip(users)) Assert.Succeeds(await visitor.SignInAsync(user.Email!));
        for (var i = 0; i < 2; i++)
            foreach (var visitor in visitors) Assert.Succeeds(await visitor.ReauthenticateAsync());

        Assert.IsToWait(TimeSpan.FromMinutes(1), await visitors[0].ReauthenticateAsync());
        Assert.IsToWait(TimeSpan.FromMinutes(1), await visitors[1].ChangePasswordAsync());
        Assert.Succeeds(await app.NewVisitor().SignInAsync(users[0].Email!));
    }

    [Fact, Trait("Attack", "A148")]
    public async Task Reauthenticating_counts_as_signing_in()
    {
        await using var app = new TestApp { Settings = { ["Accounts:Throttling:SignInsPerMinute"] = "5" } };
        var visitor = await app.SignedInAs(await app.NewUser());

        for (var i = 0; i < 5; i++) await visitor.ReauthenticateAsync();

        Assert.IsToWait(TimeSpan.FromMinutes(1), await visitor.ReauthenticateAsync());
    }

    /// <summary>Whoever owns a /48 of IPv6 has 65,536 sources to choose from.</summary>
    [Fact, Trait("Attack", "A159")]
    public async Task The_sources_of_a_site_have_a_limit_together()
    {
        await using var app = new TestApp
        {
            Settings = { ["Accounts:Throttling:SignInsPerMinute"] = "1", ["Accounts:Throttling:SourcesPerSite"] = "4" },
        };

        for (var i = 0; i < 4; i++) Assert.IsRefused(await SignInAsync($"2001:db8:1:{i}::1"));

        Assert.IsToWait(TimeSpan.FromMinutes(1), await SignInAsync("2001:db8:1:4::1"));
        Assert.IsRefused(await SignInAsync("2001:db8:2:1::1"));
        for (var i = 0; i < 5; i++) Assert.IsToWait(TimeSpan.FromMinutes(1), await SignInAsync("2001:db8:2:1::1")); // Counts for no other source.
        Assert.IsRefused(await SignInAsync("2001:db8:2:2::1"));
        Assert.IsRefused(await SignInAsync("203.0.113.7"));

        Task<Answer> SignInAsync(string source) => app.NewVisitor().ComesFrom(source).SignInAsync(TestApp.NewAddress(), "not the password");
    }
}
