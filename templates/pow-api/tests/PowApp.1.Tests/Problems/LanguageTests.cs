namespace PowApp._1.Tests;

public sealed class LanguageTests
{
    [Theory]
    [InlineData("de-AT, de;q=0.9, en;q=0.5", "de")]
    [InlineData("fr", "en")]
    public async Task Emails_speak_the_language_of_the_client_if_it_is_one_of_the_app(string wanted, string spoken)
    {
        await using var app = new TestApp { Settings = { ["Cultures:0"] = "en", ["Cultures:1"] = "de" } };
        var alice = await app.NewUser();
        var client = await app.SignedInAs(alice);
        client.Headers.AcceptLanguage.ParseAdd(wanted);

        Assert.Succeeds(await client.ChangePasswordAsync());

        Assert.Contains($"<html lang=\"{spoken}\"", Assert.Single(await app.Mailbox.ToAsync(alice.Email)).Html);
    }
}
