namespace PowApp._1.Tests;

public sealed class InvitationAnswerTests(TestApp app) : IClassFixture<TestApp>
{
    [Fact]
    public async Task The_list_of_invitations_has_no_more_than_this()
    {
        var client = await app.SignedInAs(await app.NewUser());

        Assert.Equal("202 ", $"{await client.PostAsync("/api/v1/invitations", new { email = TestApp.NewAddress() })}");

        Assert.HasProperties(
            ["id", "email", "sentAt", "expiresAt", "acceptedAt", "isExpired"],
            Assert.Single((await client.GetAsync("/api/v1/invitations")).Json.EnumerateArray()));
    }
}
