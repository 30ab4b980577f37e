using System.Net.Http.Json;
using Microsoft.EntityFrameworkCore;
using PowApp._1.Accounts;

namespace PowApp._1.Tests;

public sealed class RegistrationFieldTests(TestApp app) : IClassFixture<TestApp>
{
    [Theory, Trait("Attack", "A77")]
    [InlineData("00000000-0000-0000-0000-000000000001")]
    [InlineData("2001-01-01T00:00:00Z")]
    [InlineData("false")]
    public async Task Fields_that_no_request_has_set_nothing(string value)
    {
        var email = TestApp.NewAddress();
        var fields = new Dictionary<string, string>(JsonTests.FieldsThatNoRequestHas(value))
        {
            ["email"] = email,
            ["password"] = TestApp.Password,
            ["passwordConfirmation"] = TestApp.Password,
        };

        Assert.Succeeds(await app.NewClient().SendAsync(new HttpRequestMessage(HttpMethod.Post, Journeys.Account) { Content = JsonContent.Create(fields) }));

        var user = await app.Db(db => db.Set<User>().AsNoTracking().SingleAsync(user => user.NormalizedEmail == email));
        Assert.Equal((email, app.Clock.GetUtcNow()), (user.Email, user.CreatedAt));
        Assert.NotEqual(value, $"{user.Id}");
        Assert.NotEqual(value, user.SecurityStamp);
#if (EmailConfirmation)
        Assert.True(user.IsUnconfirmed);
#endif
    }
}
