using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace PowApp._1.Tests;

/// <summary>What is tried again is done once: a user who waits must not be told that what was done has failed.</summary>
public sealed class RetryTests(TestApp app) : IClassFixture<TestApp>
{
    [Theory]
    [InlineData(PostgresErrorCodes.DeadlockDetected)]
    [InlineData(PostgresErrorCodes.SerializationFailure)]
    [InlineData(PostgresErrorCodes.LockNotAvailable)]
    [InlineData(PostgresErrorCodes.TooManyConnections)]
    [InlineData(PostgresErrorCodes.CannotConnectNow)]
    public async Task What_the_server_has_refused_or_undone_is_tried_again(string state)
    {
        var (visitor, email) = await NewVisitorAsync();

        app.Database.FailNext(new PostgresException("It did not work.", "ERROR", "ERROR", state));

        Assert.Succeeds(await visitor.SignInAsync(email));
    }

    [Fact]
    public async Task A_server_that_did_not_answer_is_asked_again()
    {
        var (visitor, email) = await NewVisitorAsync();

        app.Database.FailNext(new NpgsqlException("Failed to connect.", new SocketException((int)SocketError.ConnectionRefused)));

        Assert.Succeeds(await visitor.SignInAsync(email));
    }

    /// <summary>Perhaps it has done what it was asked, and could not say so any more.</summary>
    [Fact]
    public async Task What_the_server_may_have_done_is_not_tried_again()
    {
        var (visitor, email) = await NewVisitorAsync();

        app.Database.FailNext(new NpgsqlException("Exception while reading from stream.", new IOException()));

        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await visitor.SignInAsync(email)).Status);
        Assert.Succeeds(await visitor.SignInAsync(email));
    }

    [Fact]
    public async Task What_fails_again_and_again_is_an_outage_like_any_other()
    {
        var (visitor, email) = await NewVisitorAsync();

        using (app.Database.Outage(new PostgresException("There are too many.", "FATAL", "FATAL", PostgresErrorCodes.TooManyConnections)))
        {
            Assert.Equal(HttpStatusCode.ServiceUnavailable, (await visitor.SignInAsync(email)).Status);
        }

        Assert.Succeeds(await visitor.SignInAsync(email));
    }

    // Who has been there before: what the app reads once has been read.
    private async Task<(Visitor Visitor, string Email)> NewVisitorAsync()
    {
        var email = (await app.NewUser()).Email!;
        Assert.Succeeds(await app.NewVisitor().SignInAsync(email));
        return (app.NewVisitor(), email);
    }
}
