using System.Net;

namespace PowApp._1.Tests;

public sealed partial class OpenApiTests
{
    [Fact]
    public async Task A_new_password_goes_as_it_says()
    {
        var (alice, client) = (await app.NewUser(), app.NewVisitor());
        await AsksAsync(client, HttpStatusCode.Accepted, "POST", "/api/v1/reset-password", new { alice.Email });
        var password = new { token = (await app.Mailbox.ToAsync(alice.Email))[0].Secret, password = TestApp.NewPassword, passwordConfirmation = TestApp.NewPassword };

        await AsksAsync(client, HttpStatusCode.NoContent, "PUT", "/api/v1/reset-password", password);
        await AsksAsync(client, HttpStatusCode.UnprocessableEntity, "PUT", "/api/v1/reset-password", password);
    }
}
