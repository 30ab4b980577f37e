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
    [InlineData("abcdefgh, sang the choir")]
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
    [InlineData("cdefghijklmnop")]
    [InlineData("ponmlkjihgfedc")]
    [InlineData("345678901234567890")]
    [InlineData("09876543210987654")]
    [InlineData("qwertyuiasdfghjk")]
    [InlineData("LKJHGFDSPOIUYTRE")]
    [InlineData("aaaabbbb33334444")]
    [InlineData("1234lkjhaaaa8765zxcv")]
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
        Assert.IsRefusedFor("password", await visitor.ChangePasswordAsync($"{name}12345678"));
        Assert.IsRefusedFor("password", await visitor.ChangePasswordAsync($"1234-{name}-5678"));
        Assert.IsRefusedFor("password", await visitor.ChangePasswordAsync($"example {name} com 1!"));
        Assert.Succeeds(await visitor.ChangePasswordAsync($"{name} is not a secret, but this is"));
    }

    [Theory, Trait("Attack", "A92")]
    [InlineData("Corner Shop", "CornerShop 2026", "corner shop corner shop")]
    [InlineData("Ye Old Inn", "ye old inn !!", "YeOldInn123456", "Ye-Old-Inn_123456")]
    [InlineData("Shop", "Shop12345678", "Shop13579246", "1234Shop5678", "Shop87654321", "Shop1234567890123456", "S.h.o.p.12345678")]
    [InlineData("Shop", "Shopqwertyui", "Shopabcdefghijklmnop", "Shopqweasdzxc123", "Shoppassword1", "ShopShopShop1", "Shop!!!!!!!!!!!!!!!")]
    [InlineData("Shop", "\uFF33\uFF28\uFF2F\uFF3012345678")] // full width
    [InlineData("My Shop", "MyShop123456", "my_shop_2026!")]
    [InlineData("R&D", "R&D123456789", "r & d 2026 !!")]
    [InlineData("R & D", "R&D123456789")]
    [InlineData("Магазин", "магазин123456")]
    public async Task It_refuses_what_is_made_of_the_name_of_the_app(string appName, params string[] passwords)
    {
        await using var shop = new TestApp { Settings = { ["Accounts:AppName"] = appName } };

        await Assert.AllAsync(passwords, async password => Assert.IsRefusedFor("password", await ChooseAsync(password, shop: shop)));
    }

    [Theory, Trait("Attack", "A92")]
    [InlineData("Shop", "we shop only on Sundays")]
    [InlineData("R&D", "the third word, not the card")]
    public async Task It_accepts_what_only_mentions_it(string appName, string password)
    {
        await using var shop = new TestApp { Settings = { ["Accounts:AppName"] = appName } };

        Assert.Succeeds(await ChooseAsync(password, shop: shop));
    }

    /// <summary>The list of common ones has none that short.</summary>
    [Fact, Trait("Attack", "A92")]
    public async Task Where_short_ones_are_allowed_common_ones_are_not()
    {
        await using var lenient = new TestApp { Settings = { ["Accounts:Password:MinLength"] = "8" } };

        string[] common = ["password", "Password1", "12345678", "qwertyui", "iloveyou"];
        await Assert.AllAsync(common, async password => Assert.IsRefusedFor("password", await ChooseAsync(password, shop: lenient)));
        Assert.Succeeds(await ChooseAsync("83tz1pq9", shop: lenient));
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
