using Microsoft.EntityFrameworkCore;
using PowApp._1.Accounts;

namespace PowApp._1.Tests;

public sealed class SignOutTests(TestApp app) : IClassFixture<TestApp>
{
    [Fact, Trait("Attack", "A18")]
    public async Task A_copy_of_what_was_signed_out_opens_nothing()
    {
        var alice = await app.NewUser();
        var visitor = await app.SignedInAs(alice);
        var copy = visitor.Copy();

        Assert.Succeeds(await visitor.SignOutAsync());

        Assert.False(await visitor.IsSignedInAsync());
        Assert.False(await copy.IsSignedInAsync());
        Assert.DoesNotContain(alice.Email!, await copy.ReadAccountAsync());
        Assert.Equal(0, await app.Db(db => db.Set<Session>().CountAsync(session => session.UserId == alice.Id)));
    }

    [Fact]
    public async Task Other_devices_stay_signed_in()
    {
        var alice = await app.NewUser();
        var (here, there) = (await app.SignedInAs(alice), await app.SignedInAs(alice));

        await here.SignOutAsync();

        Assert.True(await there.IsSignedInAsync());
    }
}
