using System.Net;

namespace PowApp._1.Tests;

/// <summary>What only a server on a real port shows.</summary>
public sealed class ServerTests : IAsyncDisposable
{
    private readonly TestApp _app = new();
    private readonly ApiClient _client;

    public ServerTests()
    {
        _app.UseKestrel(0);
        _app.StartServer();
        _client = new ApiClient(_app, _app, _app.ClientOptions.BaseAddress);
    }

    [Fact, Trait("Attack", "A85")]
    public async Task It_takes_no_more_than_a_request_can_need()
    {
        var alice = await _app.NewUser();

        Assert.IsProblem(HttpStatusCode.RequestEntityTooLarge, "too_large", await _client.SignInAsync(alice, new string('a', 64 * 1024)));

        Assert.Succeeds(await _client.SignInAsync(alice));
    }

    [Fact, Trait("Attack", "A110")]
    public async Task It_does_not_tell_what_it_is_and_answers_head_with_headers_alone()
    {
        var answer = await _client.SendAsync(HttpMethod.Head, "/nothing");

        Assert.Equal((HttpStatusCode.NotFound, "application/problem+json", ""), (answer.Status, answer.ContentType, answer.Body));
        Assert.False(answer.Headers.Contains("Server"));
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
