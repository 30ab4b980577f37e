using PowApp._1.Accounts;

namespace PowApp._1.Tests;

internal static class InvitationPageJourney
{
    extension(Browser browser)
    {
        /// <summary>Chooses a password on the page behind a link that was opened.</summary>
        public async Task<Page> AcceptAsync(string password = TestApp.Password) =>
            await browser.AcceptAsync(await browser.GetAsync(AccountPaths.AcceptInvitation), password);

        public Task<Page> AcceptAsync(Page form, string password = TestApp.Password) =>
            browser.SubmitAsync(form, new { password, passwordConfirmation = password });
    }

    extension(TestApp app)
    {
        /// <summary>A browser that has followed the link.</summary>
        public async Task<Browser> OpenInvitationAsync(string secret)
        {
            var browser = app.NewBrowser();
            Assert.LeadsTo(AccountPaths.AcceptInvitation, await browser.GetAsync(AccountPaths.InvitationLink.With(secret)));
            return browser;
        }
    }
}
