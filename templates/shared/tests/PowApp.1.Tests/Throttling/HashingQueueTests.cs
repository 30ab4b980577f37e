using System.Net;
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
}
