using PowApp._1.Accounts;

namespace PowApp._1.Tests;

public sealed partial class UndoEmailChangeTests
{
    [Fact]
    public async Task It_says_so_if_the_address_belongs_to_somebody_else_by_now()
    {
        var alice = await app.NewUser();
        var secret = await SecretOfChangeAsync(alice, await app.VisitorAs(alice));
        await app.With((AccountService accounts) => accounts.CreateAsync(alice.Email!, TestApp.Password));

        Assert.IsRefused(await app.NewVisitor().UndoEmailChangeAsync(secret));
    }
}
