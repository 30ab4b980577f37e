using System.Net;

namespace PowApp._1.Tests;

public sealed partial class OpenApiTests
{
    private const string Invitations = "/api/v1/invitations";

    [Fact]
    public async Task Invitations_go_as_it_says()
    {
        var (email, client) = (TestApp.NewAddress(), await app.SignedInAs(await app.NewUser()));
        await AsksAsync(client, HttpStatusCode.Accepted, "POST", Invitations, new { email });
        await AsksAsync(client, HttpStatusCode.OK, "GET", Invitations);
        var id = (await client.GetAsync(Invitations)).Json[0].GetProperty("id").GetString();
        await AsksAsync(client, HttpStatusCode.Accepted, "POST", $"{Invitations}/{id}/resend");
        var token = (await app.Mailbox.ToAsync(email))[^1].Secret;

        await AsksAsync(app.NewVisitor(), HttpStatusCode.Created, "POST", $"{Invitations}/accept", new { token, TestApp.Password, passwordConfirmation = TestApp.Password });
        await AsksAsync(app.NewVisitor(), HttpStatusCode.UnprocessableEntity, "POST", $"{Invitations}/accept", new { token, TestApp.Password, passwordConfirmation = TestApp.Password });
        await AsksAsync(client, HttpStatusCode.NotFound, "DELETE", $"{Invitations}/{Guid.NewGuid()}");
    }
}
