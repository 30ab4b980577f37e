using PowApp._1.Accounts;

namespace PowApp._1.Tests;

public sealed class PasswordPageTests(TestApp app) : IClassFixture<TestApp>
{
    [Fact]
    public async Task How_long_a_password_has_to_be_stands_on_the_page()
    {
        await using var strict = new TestApp { Settings = { ["Accounts:Password:MinLength"] = "15" } };
        var browser = await strict.SignedInAs(await strict.NewUser());

        Assert.Contains("15", (await browser.GetAsync(AccountPaths.Account)).Text);
    }

    /// <summary>Managers and pasted passwords are welcome.</summary>
    [Theory, Trait("Attack", "A92")]
    [InlineData(AccountPaths.SignIn, "username current-password")]
    [InlineData(AccountPaths.Account, "email username current-password new-password new-password")]
    [InlineData(AccountPaths.Reauthenticate, "username current-password")]
    public async Task Password_managers_know_what_each_field_is_for(string path, string expected)
    {
        var browser = path is AccountPaths.SignIn ? app.NewVisitor() : await app.SignedInAs(await app.NewUser());

        var page = await browser.GetAsync(path);

        Assert.Equal(expected, string.Join(' ', page.Document.QuerySelectorAll("input[autocomplete]").Select(input => input.GetAttribute("autocomplete"))));
        Assert.Empty(page.Document.QuerySelectorAll("[onpaste], [readonly][type=password], [autocomplete=off]"));
    }
}
