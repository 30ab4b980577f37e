using PowApp._1.Accounts;

namespace PowApp._1.Tests;

public sealed class PasswordPolicyTests(TestApp app) : IClassFixture<TestApp>
{
    [Theory, Trait("Attack", "A92")]
    [InlineData("twelve chars")]
    [InlineData("all in lower case, and quite long")]
    [InlineData("831907264518")]
    [InlineData("        spaces in front")]
    [InlineData("🐴🔋📎🎺🌵🧦🪁🍋🐙🎲🪴🛶")]
    [InlineData("gültige Sätze sind erlaubt")]
    public async Task It_accepts(string password) => Assert.LeadsTo(AccountPaths.Account, await ChooseAsync(password));

    [Theory, Trait("Attack", "A92")]
    [InlineData("eleven char")]
    [InlineData("🐴🔋📎🎺🌵🧦🪁🍋🐙🎲🪴")] // 22 UTF-16 units
    [InlineData("            ")]
    [InlineData("passwordpassword")]
    [InlineData("PasswordPassword")]
    [InlineData("\uFF50assword\uFF50assword")] // full-width p
    [InlineData("123qweasdzxc")]
    [InlineData("aaaaaaaaaaaaaaaa")]
    [InlineData("abcdabcdabcdab")]
    [InlineData("with a tab\tin it")]
    public async Task It_refuses(string password) => Assert.Refuses("password", await ChooseAsync(password));

    [Fact, Trait("Attack", "A91")]
    public async Task It_knows_the_longest_ones()
    {
        const string Horse = "🐴";

        Assert.LeadsTo(AccountPaths.Account, await ChooseAsync(Varied(256)));
        Assert.Contains("256", (await ChooseAsync(Varied(257))).ErrorOf("password"));
        Assert.LeadsTo(AccountPaths.Account, await ChooseAsync(Varied(255) + Horse));
        Assert.Refuses("password", await ChooseAsync(Varied(256) + Horse));
    }

    [Fact, Trait("Attack", "A92")]
    public async Task It_refuses_what_is_made_of_the_address()
    {
        var alice = await app.NewUser();
        var browser = await app.SignedInAs(alice);
        var name = alice.Email!.Split('@')[0];

        Assert.Refuses("password", await browser.ChangePasswordAsync(alice.Email));
        Assert.Refuses("password", await browser.ChangePasswordAsync(alice.Email.ToUpperInvariant()));
        Assert.Refuses("password", await browser.ChangePasswordAsync($"{name}{name}{name}!"));
        Assert.LeadsTo(AccountPaths.Account, await browser.ChangePasswordAsync($"{name} is not a secret, but this is"));
    }

    [Theory, Trait("Attack", "A92")]
    [InlineData("Corner Shop", "CornerShop 2026")]
    [InlineData("Corner Shop", "corner shop corner shop")]
    [InlineData("Ye Old Inn", "ye old inn !!")]
    public async Task It_refuses_what_is_made_of_the_name_of_the_app(string appName, string password)
    {
        await using var shop = new TestApp { Settings = { ["Accounts:AppName"] = appName } };

        Assert.Refuses("password", await ChooseAsync(password, shop: shop));
    }

    [Fact]
    public async Task Its_least_length_is_an_option_and_stands_on_the_page()
    {
        await using var strict = new TestApp { Settings = { ["Accounts:Password:MinLength"] = "15" } };

        Assert.Contains("15", (await (await strict.SignedInAs(await strict.NewUser())).GetAsync(AccountPaths.Account)).Text);
        Assert.Refuses("password", await ChooseAsync("fourteen chars", shop: strict));
        Assert.LeadsTo(AccountPaths.Account, await ChooseAsync("fifteen letters", shop: strict));
    }

    /// <summary>Managers and pasted passwords are welcome.</summary>
    [Theory, Trait("Attack", "A92")]
    [InlineData(AccountPaths.SignIn, "username current-password")]
    [InlineData(AccountPaths.Account, "email current-password username current-password new-password new-password current-password")]
    [InlineData(AccountPaths.Reauthenticate, "username current-password")]
    public async Task Password_managers_know_what_each_field_is_for(string path, string expected)
    {
        var browser = path is AccountPaths.SignIn ? app.NewBrowser() : await app.SignedInAs(await app.NewUser());

        var page = await browser.GetAsync(path);

        Assert.Equal(expected, string.Join(' ', page.Document.QuerySelectorAll("input[autocomplete]").Select(input => input.GetAttribute("autocomplete"))));
        Assert.Empty(page.Document.QuerySelectorAll("[onpaste], [readonly][type=password], [autocomplete=off]"));
    }

    private static string Varied(int length) => string.Concat(Enumerable.Range(0, length).Select(i => (char)('a' + i * i % 26)));

    private async Task<Page> ChooseAsync(string password, TestApp? shop = null)
    {
        var user = await (shop ?? app).NewUser();
        return await (await (shop ?? app).SignedInAs(user)).ChangePasswordAsync(password);
    }
}
