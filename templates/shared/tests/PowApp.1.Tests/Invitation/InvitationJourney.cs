namespace PowApp._1.Tests;

internal static class InvitationJourney
{
    extension(TestApp app)
    {
        public async Task<IVisitor> NewInviter() => await app.VisitorAs(await app.NewUser());

        /// <summary>The secret in the mail to somebody whom a user invites.</summary>
        public async Task<string> InvitationOf(IVisitor inviter, string address)
        {
            Assert.Succeeds(await inviter.InviteAsync(address));
            return (await app.Mailbox.ToAsync(address))[^1].Secret;
        }

        public async Task<string> InvitationTo(string address) => await app.InvitationOf(await app.NewInviter(), address);
    }
}
