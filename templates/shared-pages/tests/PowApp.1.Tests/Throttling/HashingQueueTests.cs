using System.Net;
using Microsoft.Extensions.DependencyInjection;
using PowApp._1.Accounts;

namespace PowApp._1.Tests;

/// <summary>Hashing takes a processor's time on purpose: a flood of passwords must not take all of it.</summary>
public sealed class HashingQueueTests
{
    [Fact, Trait("Attack", "A86")]
    public async Task Beyond_a_short_queue_passwords_are_turned_away_and_pages_are_not()
    {
        await using var app = new TestApp { Settings = { ["Accounts:Password:HashQueue"] = "1" } };
        var alice = await app.NewUser();
        var queue = app.Services.GetRequiredService<HashingQueue>();
        var hashing = await Task.WhenAll(Enumerable.Range(0, Environment.ProcessorCount).Select(_ => queue.TakeTurnAsync()));
        var waiting = queue.TakeTurnAsync();
        var browser = app.NewBrowser();

        var page = await browser.SignInAsync(alice);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, page.Status);
        Assert.NotNull(page.Headers.RetryAfter);
        Assert.Equal(alice.Email, page.Field("email").Value);
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/")).Status);
        foreach (var turn in hashing) turn.Dispose();
        (await waiting).Dispose();
        Assert.LeadsTo("/", await browser.SignInAsync(alice));
    }
}
