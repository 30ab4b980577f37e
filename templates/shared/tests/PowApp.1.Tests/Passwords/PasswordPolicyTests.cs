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
    public async Task It_accepts(string password) => Assert.Succeeds(await ChooseAsync(password));

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
    public async Task It_refuses(string password) => Assert.IsRefusedFor("password", await ChooseAsync(password));

    [Fact, Trait("Attack", "A91")]
    public async Task It_knows_the_longest_ones()
    {
        const string Horse = "🐴";

        Assert.Succeeds(await ChooseAsync(Varied(256)));
        Assert.Contains("256", (await ChooseAsync(Varied(257))).ErrorOf("password"));
        Assert.Succeeds(await ChooseAsync(Varied(255) + Horse));
        Assert.IsRefusedFor("password", await ChooseAsync(Varied(256) + Horse));
    }

    [Fact, Trait("Attack", "A92")]
    public async Task It_refuses_what_is_made_of_the_address()
    {
        var alice = await app.NewUser();
        var visitor = await app.SignedInAs(alice);
        var name = alice.Email!.Split('@')[0];

        Assert.IsRefusedFor("password", await visitor.ChangePasswordAsync(alice.Email));
        Assert.IsRefusedFor("password", await visitor.ChangePasswordAsync(alice.Email.ToUpperInvariant()));
        Assert.IsRefusedFor("password", await visitor.ChangePasswordAsync($"{name}{name}{name}!"));
        Assert.Succeeds(await visitor.ChangePasswordAsync($"{name} is not a secret, but this is"));
    }

    [Theory, Trait("Attack", "A92")]
    [InlineData("Corner Shop", "CornerShop 2026")]
    [InlineData("Corner Shop", "corner shop corner shop")]
    [InlineData("Ye Old Inn", "ye old inn !!")]
    public async Task It_refuses_what_is_made_of_the_name_of_the_app(string appName, string password)
    {
        await using var shop = new TestApp { Settings = { ["Accounts:AppName"] = appName } };

        Assert.IsRefusedFor("password", await ChooseAsync(password, shop: shop));
    }

    [Fact]
    public async Task Its_least_length_is_an_option()
    {
        await using var strict = new TestApp { Settings = { ["Accounts:Password:MinLength"] = "15" } };

        Assert.IsRefusedFor("password", await ChooseAsync("fourteen chars", shop: strict));
        Assert.Succeeds(await ChooseAsync("fifteen letters", shop: strict));
    }

    private static string Varied(int length) => string.Concat(Enumerable.Range(0, length).Select(i => (char)('a' + i * i % 26)));

    private async Task<Answer> ChooseAsync(string password, TestApp? shop = null)
    {
        var user = await (shop ?? app).NewUser();
        return await (await (shop ?? app).SignedInAs(user)).ChangePasswordAsync(password);
    }
}
