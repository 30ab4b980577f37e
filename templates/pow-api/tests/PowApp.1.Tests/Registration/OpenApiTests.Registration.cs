using System.Net;

namespace PowApp._1.Tests;

public sealed partial class OpenApiTests
{
    [Fact]
    public async Task Registering_goes_as_it_says()
    {
        var registration = new { email = TestApp.NewAddress(), TestApp.Password, passwordConfirmation = TestApp.Password };

#if (!EmailConfirmation)
        await AsksAsync(app.NewVisitor(), HttpStatusCode.Created, "POST", ApiPaths.Account, registration);
#endif
#if (EmailConfirmation)
        await AsksAsync(app.NewVisitor(), HttpStatusCode.Accepted, "POST", ApiPaths.Account, registration);
        await AsksAsync(app.NewVisitor(), HttpStatusCode.Forbidden, "POST", ApiPaths.Session, new { registration.email, registration.Password });
        await AsksAsync(app.NewVisitor(), HttpStatusCode.Accepted, "POST", "/api/v1/confirm-email/resend", new { registration.email });
#endif
        await AsksAsync(app.NewVisitor(), HttpStatusCode.UnprocessableEntity, "POST", ApiPaths.Account, new { registration.email });
    }
}
