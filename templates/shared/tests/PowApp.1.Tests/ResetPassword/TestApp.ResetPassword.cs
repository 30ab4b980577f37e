using PowApp._1.Accounts;

namespace PowApp._1.Tests;

public partial class TestApp
{
    /// <summary>Asks for a link, and returns its secret.</summary>
    public async Task<string> ResetSecretOf(User user)
    {
        Assert.Succeeds(await NewVisitor().AskToResetPasswordAsync(user.Email!));
        return (await Mailbox.ToAsync(user.Email))[^1].Secret;
    }
}
