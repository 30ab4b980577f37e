using System.Collections.Concurrent;

namespace Pow.Templates.ProductionTests;

/// <summary>The process is killed while people use it, again and again.</summary>
public sealed class CrashTests(Publication publication, BlazorPublication blazorPublication, ApiPublication apiPublication)
{
    private const int PeopleAtOnce = 6;

    // By night, and before a release, ten times as many.
    private static readonly int _times = Environment.GetEnvironmentVariable("TEST_WIDTH") is "all" ? 10 : 1;

    [Fact]
    public Task What_was_acknowledged_outlives_every_crash() => CrashAsync(publication, rounds: 6 * _times, app => app.NewClient());

    [Fact]
    public Task So_does_what_static_components_acknowledged() => CrashAsync(blazorPublication, rounds: 3 * _times, app => app.NewClient());

    [Fact]
    public Task So_does_what_an_api_acknowledged() => CrashAsync(apiPublication, rounds: 3 * _times, app => app.NewApiClient());

    private static async Task CrashAsync(Publication published, int rounds, Func<ProductionApp, ICustomerClient> newClient)
    {
        using var mails = new MailServer();
        await using var app = await published.StartAsync(mails);
        var everybody = new ConcurrentBag<Customer>();
        for (var round = 0; round < rounds; round++)
        {
            await CrashUnderLoadAsync(app, mails, () => newClient(app), everybody);
            await app.StartAsync();
            app.Database.AssertSound();
        }

        await app.RetryMailsUntilAsync(() => app.Database.OutboxCount is 0, "Mails are left in the outbox.");
        Assert.Contains(everybody, customer => customer.MetACrash);
        foreach (var customer in everybody)
        {
            await customer.AssertKeptAsync(mails);
            customer.Dispose();
        }
    }

    /// <summary>Ends the app in the midst of things: after some acts of its users, or while the mail server has a mail and has not taken it yet.</summary>
    private static async Task CrashUnderLoadAsync(
        ProductionApp app, MailServer mails, Func<ICustomerClient> newClient, ConcurrentBag<Customer> everybody)
    {
        var crash = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var actsLeft = Random.Shared.Next(1, 40); // Somewhere in the first or the second life of everybody.
        var mailsLeft = Random.Shared.Next(1, 10);
        mails.OnMail = () =>
        {
            if (Interlocked.Decrement(ref mailsLeft) is 0) crash.TrySetResult();
            return crash.Task.IsCompleted ? Task.Delay(Timeout.Infinite, TestContext.Current.CancellationToken) : Task.CompletedTask;
        };

        var people = Enumerable.Range(0, PeopleAtOnce).Select(async _ =>
        {
            while (!crash.Task.IsCompleted)
            {
                var customer = new Customer(newClient);
                everybody.Add(customer);
                await customer.LiveAsync(() =>
                {
                    if (Interlocked.Decrement(ref actsLeft) is 0) crash.TrySetResult();
                });
            }
        }).ToList();

        var everyone = Task.WhenAll(people);
        await Task.WhenAny(crash.Task, everyone).WaitAsync(TimeLimit.Program); // They end before it when each of them met an error.
        await app.KillAsync();
        await everyone;
        mails.OnMail = () => Task.CompletedTask;
    }
}
