using PowApp._1.Hosting;

namespace PowApp._1.Tests;

/// <summary>Several processes of the app, with one database and one Redis.</summary>
public sealed class RedisTests : IAsyncLifetime
{
    // Far more than a message takes, on any machine.
    private static readonly TimeSpan _longest = TimeSpan.FromMinutes(1);

    private readonly RedisRelay _redis = new();
    private readonly TestApp _first;
    private readonly TestApp _second;

    public RedisTests()
    {
        _first = new TestApp { Settings = { ["ConnectionStrings:Redis"] = _redis.Connection } };
        _second = RedisRelay.Beside(_first);
    }

    public async ValueTask InitializeAsync()
    {
        _ = _first.Services;
        await RedisRelay.ConnectedAsync(_second);
    }

    public async ValueTask DisposeAsync()
    {
        await _second.DisposeAsync();
        await _first.DisposeAsync();
        _redis.Dispose();
    }

    /// <summary>The clock stands still: nothing is refused for its age.</summary>
    [Fact]
    public async Task A_session_that_one_process_ends_is_refused_by_the_others()
    {
        var visitor = await _first.SignedInAs(await _first.NewUser());
        var elsewhere = visitor.CopyTo(_second);
        Assert.True(await elsewhere.IsSignedInAsync());

        await visitor.SignOutAsync();

        await HoldsAsync(async () => !await elsewhere.IsSignedInAsync());
    }

    [Fact]
    public async Task While_Redis_is_away_everything_works_and_an_ended_session_is_soon_refused()
    {
        var visitor = await _first.SignedInAs(await _first.NewUser());
        var elsewhere = visitor.CopyTo(_second);
        Assert.True(await elsewhere.IsSignedInAsync());

        _redis.Cut();
        await visitor.SignOutAsync();

        Assert.False(await visitor.IsSignedInAsync());
        _second.Clock.Advance(_second.Accounts.Sessions.CacheFor);
        Assert.False(await elsewhere.IsSignedInAsync());
        Assert.True(await (await _second.SignedInAs(await _second.NewUser())).IsSignedInAsync());
    }

    /// <summary>The message is lost, and no one knows which.</summary>
    [Fact]
    public async Task What_ended_while_Redis_was_away_is_refused_once_it_is_back()
    {
        var visitor = await _first.SignedInAs(await _first.NewUser());
        var elsewhere = visitor.CopyTo(_second);
        Assert.True(await elsewhere.IsSignedInAsync());

        _redis.Cut();
        await visitor.SignOutAsync();
        _redis.Mend();
        await RedisRelay.ConnectedAsync(_second);

        await HoldsAsync(async () => !await elsewhere.IsSignedInAsync());
    }

    [Fact]
    public async Task Processes_count_together()
    {
        var here = _first.NewVisitor();
        var there = _second.NewVisitor().ComesFrom(here.Address);
        var most = _first.Accounts.Throttling.SignInsPerMinute;
        for (var i = 0; i < most; i++) Assert.IsRefused(await GuessAsync(i % 2 is 0 ? here : there));

        Assert.IsToWait(TimeSpan.FromMinutes(1), await GuessAsync(here));
        Assert.IsToWait(TimeSpan.FromMinutes(1), await GuessAsync(there));

        _second.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.IsRefused(await GuessAsync(there));
    }

    [Fact]
    public async Task While_Redis_is_away_each_process_counts_for_itself()
    {
        _redis.Cut();
        var here = _first.NewVisitor();
        var there = _second.NewVisitor().ComesFrom(here.Address);
        var most = _first.Accounts.Throttling.SignInsPerMinute;
        for (var i = 0; i < most; i++) Assert.IsRefused(await GuessAsync(here));

        Assert.IsToWait(TimeSpan.FromMinutes(1), await GuessAsync(here));
        Assert.IsRefused(await GuessAsync(there));
    }

    [Fact]
    public async Task An_app_starts_without_Redis_and_hears_of_what_ended_once_it_is_there()
    {
        using var late = new RedisRelay();
        late.Cut();
        await using var first = new TestApp { Settings = { ["ConnectionStrings:Redis"] = late.Connection } };
        await using var second = RedisRelay.Beside(first);
        var visitor = await first.SignedInAs(await first.NewUser());
        Assert.Equal("Degraded", (await first.AskHealthAsync()).Text);
        Assert.True(await visitor.CopyTo(second).IsSignedInAsync());

        late.Mend();
        await RedisRelay.ConnectedAsync(first);
        await RedisRelay.ConnectedAsync(second);
        Assert.Equal("Healthy", (await first.AskHealthAsync()).Text);
        await visitor.SignOutAsync();

        await HoldsAsync(async () => !await visitor.CopyTo(second).IsSignedInAsync());
    }

    [Theory]
    [InlineData("")]
    [InlineData("channelPrefix=shop:")]
    [InlineData("localhost,connectTimeout=soon")]
    [InlineData("localhost,nonsense=true")]
    public async Task No_app_starts_with(string connection)
    {
        await using var app = new TestApp { Settings = { ["ConnectionStrings:Redis"] = connection } };

        Assert.StartsWith("ConnectionStrings:Redis", Assert.Single(await app.Services.FindProblemsAsync()));
    }

    private static Task<Answer> GuessAsync(Visitor visitor) => visitor.SignInAsync(TestApp.NewAddress());

    private static async Task HoldsAsync(Func<Task<bool>> condition)
    {
        using var timeout = new CancellationTokenSource(_longest);
        while (!await condition()) await Task.Delay(10, timeout.Token);
    }
}
