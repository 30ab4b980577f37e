using PowApp._1.Accounts;

namespace PowApp._1.Tests;

public sealed class LanguageTests
{
    [Theory]
    [InlineData("de-AT, de;q=0.9, en;q=0.5", "de")]
    [InlineData("fr", "en")]
    public async Task Pages_and_emails_speak_the_language_of_the_browser_if_it_is_one_of_the_app(string wanted, string spoken)
    {
        await using var app = new TestApp { Settings = { ["Cultures:0"] = "en", ["Cultures:1"] = "de" } };
        var alice = await app.NewUser();
        var browser = await app.SignedInAs(alice);
        browser.Headers.AcceptLanguage.ParseAdd(wanted);

        var page = await browser.GetAsync(AccountPaths.Account);
        await browser.ChangePasswordAsync();

        Assert.Equal(spoken, page.Document.DocumentElement.GetAttribute("lang"));
        Assert.Contains($"<html lang=\"{spoken}\"", Assert.Single(await app.Mailbox.ToAsync(alice.Email)).Html);
    }
}
