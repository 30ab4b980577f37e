using System.Net;

namespace PowApp._1.Tests;

public sealed partial class OpenApiTests
{
    [Fact]
    public async Task Confirming_an_address_goes_as_it_says()
    {
        var (email, client) = (TestApp.NewAddress(), await app.SignedInAs(await app.NewUser()));
        await AsksAsync(client, HttpStatusCode.Accepted, "PUT", ApiPaths.Email, new { email });
        var token = (await app.Mailbox.ToAsync(email))[0].Secret;

        await AsksAsync(client, HttpStatusCode.NoContent, "POST", "/api/v1/confirm-email", new { token });
        await AsksAsync(client, HttpStatusCode.UnprocessableEntity, "POST", "/api/v1/confirm-email", new { token });
    }
}
