using PowApp._1.Accounts;

namespace PowApp._1.Tests;

internal static class EmailConfirmationJourney
{
    extension(Browser browser)
    {
        /// <summary>Opens a mailed link and presses the button of the page that it leads to.</summary>
        public async Task<Page> ConfirmAsync(string link) => await browser.ConfirmAsync(await browser.OpenAsync(link));

        public Task<Page> ConfirmAsync(Page form) => browser.PressAsync(form, "Confirm my address");

        public async Task<Page> OpenAsync(string link)
        {
            var page = await browser.GetAsync(link);
            Assert.LeadsTo(AccountPaths.ConfirmEmail, page);
            return await browser.FollowAsync(page);
        }
    }
}
