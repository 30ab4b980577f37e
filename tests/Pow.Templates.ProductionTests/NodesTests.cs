using System.Collections.Concurrent;
using System.Net;

namespace Pow.Templates.ProductionTests;

/// <summary>
/// Two nodes of an app, while a node, Redis or the database is gone. People use both nodes all the time, and no one sees more of it than they must.
/// </summary>
public sealed class NodesTests(TwoNodes shop) : IClassFixture<TwoNodes>
{
    private const int PeopleAtOnce = 4;

    [Fact]
    public async Task Redis_is_killed_and_returns()
    {
        using var ada = await shop.SignInAsync();
        using var bob = await shop.SignInAsync();
        await shop.AssertSignedInAsync(ada);
        await using var people = await People.UseAsync(shop, PeopleAtOnce);

        await shop.Nodes.Redis.StopAsync();
        await shop.SignOutAsync(ada, node: 0);
        Assert.False(await shop.IsSignedInAsync(ada, node: 0));
        await Eventually.HoldsAsync(async () => !await shop.IsSignedInAsync(ada, node: 1), "The other node lets her in though her session has ended.");
        using var eve = await shop.SignInAsync();
        await shop.AssertSignedInAsync(eve);

        await shop.Nodes.Redis.StartAgainAsync();
        await shop.AssertSignedInAsync(bob);
        await shop.AssertSignedInAsync(eve);
        await shop.SignOutAsync(bob, node: 1);
        await Eventually.HoldsAsync(async () => !await shop.IsSignedInAsync(bob, node: 0), "The other node lets him in though his session has ended.");
        Assert.False(await shop.IsSignedInAsync(ada, node: 0) || await shop.IsSignedInAsync(ada, node: 1));

        people.AssertNoticedNothing();
    }

    [Fact]
    public async Task Redis_loses_all_that_it_has()
    {
        using var ada = await shop.SignInAsync();
        await using var people = await People.UseAsync(shop, PeopleAtOnce);

        await shop.Nodes.Redis.FlushAsync();
        await shop.AssertSignedInAsync(ada);
        await shop.SignOutAsync(ada, node: 0);
        await Eventually.HoldsAsync(async () => !await shop.IsSignedInAsync(ada, node: 1), "The other node lets her in though her session has ended.");

        people.AssertNoticedNothing();
    }

    [Fact]
    public async Task A_node_is_killed_and_started_again()
    {
        using var ada = await shop.SignInAsync(node: 1);
        await shop.Nodes.KillAsync(1);

        Assert.True(await shop.IsSignedInAsync(ada, node: 0));
        using var bob = await shop.SignInAsync();

        await shop.Nodes.StartAsync(1);
        await shop.AssertSignedInAsync(ada);
        await shop.AssertSignedInAsync(bob);
    }

    /// <summary>Whoever was signed in is neither a stranger meanwhile nor, beyond what a node may remember, signed in.</summary>
    [Fact]
    public async Task The_database_is_gone_and_returns()
    {
        using var ada = await shop.SignInAsync();
        await shop.AssertSignedInAsync(ada);

        await shop.Nodes.Postgres.StopAsync();
        await Eventually.HoldsAsync(
            async () => (await ada.GetAsync(shop.Url(0, "/"))).Status is HttpStatusCode.ServiceUnavailable,
            "The home page comes though no one knows who asks.");
        foreach (var page in new[] { "/", "/sessions", "/registration/edit" })
        {
            var answer = await ada.GetAsync(shop.Url(0, page));
            Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.Status);
            Assert.NotEmpty(answer.HeadersNamed("Retry-After"));
        }

        using var monitor = shop.NewClient();
        var health = await monitor.GetAsync(shop.Url(0, "/health"));
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "Unhealthy"), (health.Status, health.Text));

        await shop.Nodes.Postgres.StartAgainAsync();
        await Eventually.HoldsAsync(async () => await shop.IsSignedInAsync(ada, node: 0) && await shop.IsSignedInAsync(ada, node: 1), "She is not signed in any more.");
        using var bob = await shop.SignInAsync();
        await shop.AssertSignedInAsync(bob);
    }

    /// <summary>People who look at their sessions on both nodes, one page after the other.</summary>
    private sealed class People : IAsyncDisposable
    {
        private readonly CancellationTokenSource _ending = new();
        private readonly ConcurrentQueue<string> _surprises = [];
        private readonly List<Client> _clients = [];
        private readonly List<Task> _visits = [];
        private int _answers;

        public static async Task<People> UseAsync(TwoNodes shop, int count)
        {
            var people = new People();
            for (var i = 0; i < count; i++) people._clients.Add(await shop.SignInAsync());
            people._visits.AddRange(people._clients.Select(client => people.VisitAsync(shop, client)));
            return people;
        }

        public void AssertNoticedNothing()
        {
            Assert.Empty(_surprises);
            Assert.NotEqual(0, _answers);
        }

        public async ValueTask DisposeAsync()
        {
            await _ending.CancelAsync();
            await Task.WhenAll(_visits);
            foreach (var client in _clients) client.Dispose();
            _ending.Dispose();
        }

        private async Task VisitAsync(TwoNodes shop, Client client)
        {
            for (var i = 0; !_ending.IsCancellationRequested; i++)
            {
                var answer = await client.GetAsync(shop.Url(i % 2, "/sessions"));
                if (answer.Status is not HttpStatusCode.OK) _surprises.Enqueue(answer.ToString());
                Interlocked.Increment(ref _answers);
            }
        }
    }
}
