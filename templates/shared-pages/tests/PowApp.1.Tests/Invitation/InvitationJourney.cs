using PowApp._1.Accounts;

namespace PowApp._1.Tests;

internal static class InvitationJourney
{
    extension(Browser browser)
    {
        public Task<Page> InviteAsync(string email) => browser.SubmitAsync(AccountPaths.Invite, new { email });

        /// <summary>Chooses a password on the page behind a link that was opened.</summary>
        public async Task<Page> AcceptAsync(string password = TestApp.Password) =>
            await browser.AcceptAsync(await browser.GetAsync(AccountPaths.AcceptInvitation), password);

        public Task<Page> AcceptAsync(Page form, string password = TestApp.Password) =>
            browser.SubmitAsync(form, new { password, passwordConfirmation = password });
    }

    extension(TestApp app)
    {
        /// <summary>The link in the mail to somebody whom a user invites.</summary>
        public async Task<string> InvitationOf(Browser inviter, string address)
        {
            Assert.LeadsTo(AccountPaths.Invitations, await inviter.InviteAsync(address));
            return (await app.Mailbox.ToAsync(address))[^1].Link;
        }

        public async Task<string> InvitationTo(string address) => await app.InvitationOf(await app.SignedInAs(await app.NewUser()), address);

        /// <summary>A browser that has followed the link.</summary>
        public async Task<Browser> OpenInvitationAsync(string link)
        {
            var browser = app.NewBrowser();
            Assert.LeadsTo(AccountPaths.AcceptInvitation, await browser.GetAsync(link));
            return browser;
        }
    }
}
