using System.Net;

namespace PowApp._1.Tests;

public sealed partial class OpenApiTests
{
    [Fact]
    public async Task Registering_goes_as_it_says()
    {
        var registration = new { email = TestApp.NewAddress(), TestApp.Password, passwordConfirmation = TestApp.Password };

#if (!EmailConfirmation)
        await AsksAsync(app.NewClient(), HttpStatusCode.Created, "POST", Journeys.Account, registration);
#endif
#if (EmailConfirmation)
        await AsksAsync(app.NewClient(), HttpStatusCode.Accepted, "POST", Journeys.Account, registration);
        await AsksAsync(app.NewClient(), HttpStatusCode.Forbidden, "POST", Journeys.Session, new { registration.email, registration.Password });
        await AsksAsync(app.NewClient(), HttpStatusCode.Accepted, "POST", "/api/v1/confirm-email/resend", new { registration.email });
#endif
        await AsksAsync(app.NewClient(), HttpStatusCode.UnprocessableEntity, "POST", Journeys.Account, new { registration.email });
    }
}
