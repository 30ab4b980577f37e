using PowApp._1.Accounts;

namespace PowApp._1.Tests;

public sealed partial class AccountPageTests
{
    [Fact]
    public async Task A_change_of_the_address_comes_back_and_says_so()
    {
        var browser = await app.SignedInAs(await app.NewUser());

        var page = await browser.ChangeEmailAsync(TestApp.NewAddress());

        Assert.LeadsTo(AccountPaths.Account, page);
        Assert.NotNull((await browser.FollowAsync(page)).Notice);
    }
}
