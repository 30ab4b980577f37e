using PowApp._1.Accounts;

namespace PowApp._1.Tests;

internal static class ResetPasswordJourney
{
    extension(TestApp app)
    {
        /// <summary>Asks for a link, and returns its secret.</summary>
        public async Task<string> ResetSecretOf(User user)
        {
            Assert.Succeeds(await app.NewVisitor().AskToResetPasswordAsync(user.Email!));
            return (await app.Mailbox.ToAsync(user.Email))[^1].Secret;
        }
    }
}
