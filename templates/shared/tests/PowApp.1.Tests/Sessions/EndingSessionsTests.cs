namespace PowApp._1.Tests;

public sealed class EndingSessionsTests(TestApp app) : IClassFixture<TestApp>
{
    [Fact]
    public async Task A_session_can_be_ended_from_another_one()
    {
        var alice = await app.NewUser();
        var here = await app.VisitorAs(alice);
        var there = await app.VisitorAs(alice);

        Assert.Succeeds(await here.EndSessionAsync(Assert.Single(await here.ListOtherSessionsAsync())));

        Assert.False(await there.IsSignedInAsync());
        Assert.True(await here.IsSignedInAsync());
    }
}
