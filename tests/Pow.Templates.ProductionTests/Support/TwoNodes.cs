using System.Text.RegularExpressions;

namespace Pow.Templates.ProductionTests.Support;

/// <summary>Two processes of an app of pow-mvc with all extensions, with a PostgreSQL and a Redis server. Clients can ask both: cookies know no port.</summary>
public sealed partial class TwoNodes(Publication publication) : IAsyncLifetime
{
    private Nodes? _nodes;
    private Account? _account;

    internal Nodes Nodes => _nodes!;

    public async ValueTask InitializeAsync()
    {
        var app = await GeneratedApp.BuildAsync(publication.NewFolder(), "pow-mvc", "all", others: [("database", "postgres"), ("session-cache", "redis")]);
        _nodes = await Nodes.StartAsync(app, 2);
        var email = Account.New().Email;
        _account = new(email, Password.Match(await _nodes.RunAsync($"create-user {email}")).Groups[1].Value);
    }

    public async ValueTask DisposeAsync()
    {
        if (_nodes is not null) await _nodes.DisposeAsync();
    }

    internal string Url(int node, string path) => $"{Nodes.UrlOf(node)}{path}";

    internal Client NewClient(int node = 0) => new(Nodes.UrlOf(node), publication.Certificate);

    /// <summary>A browser in which the user signs in.</summary>
    internal async Task<Client> SignInAsync(int node = 0)
    {
        var client = NewClient(node);
        Assert.True((await client.SignInAsync(_account!)).Succeeded);
        return client;
    }

    internal async Task SignOutAsync(Client client, int node) =>
        Assert.True((await client.SubmitAsync(Url(node, "/sessions"), Url(node, "/session/delete"))).Succeeded);

    internal async Task<bool> IsSignedInAsync(Client client, int node) => (await client.GetAsync(Url(node, "/sessions"))).Status is System.Net.HttpStatusCode.OK;

    internal async Task AssertSignedInAsync(Client client)
    {
        for (var node = 0; node < Nodes.Count; node++) Assert.True(await IsSignedInAsync(client, node));
    }

    [GeneratedRegex(@"with the password (\S+)")]
    private static partial Regex Password { get; }
}
