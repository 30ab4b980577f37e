using Pow.Templates.BrowserTests.Support;

namespace Pow.Templates.BrowserTests;

/// <summary>Password managers know what to fill in, and what to remember, by the autocomplete attributes of a form.</summary>
public abstract class PasswordManagerTests(Shop shop)
{
    [Theory]
    [InlineData("register", "Create account", "username new-password new-password")]
    [InlineData("sign-in", "Sign in", "username current-password")]
    [InlineData("reset-password", "Send reset link", "username")]
    [InlineData("new-password", "Save new password", "username new-password new-password")]
    [InlineData("accept-invitation", "Create account", "username new-password new-password")]
    [InlineData("confirmation-request", "Resend the confirmation email", "username")]
    [InlineData("confirm-registration", "Set password and confirm", "username new-password new-password")]
    [InlineData("reauthenticate", "Continue", "username current-password")]
    public async Task A_form_says_what_its_fields_are_for(string page, string button, string autocomplete)
    {
        await using var visitor = await (await shop.Gallery).ShowAsync(page);

        Assert.Equal(autocomplete, await AutocompleteAsync(visitor, button));
    }

    [Fact]
    public async Task Every_form_of_the_account_page_says_what_its_fields_are_for()
    {
        await using var visitor = await (await shop.Gallery).ShowAsync("account");

        Assert.Equal("email", await AutocompleteAsync(visitor, "Change email"));
        Assert.Equal("username current-password new-password new-password", await AutocompleteAsync(visitor, "Change password"));
    }

    private static Task<string> AutocompleteAsync(Visitor visitor, string button) =>
        visitor.Form(button).Locator("input:not([type=hidden], [type=checkbox])").EvaluateAllAsync<string>("inputs => inputs.map(input => input.autocomplete).join(' ')");
}

public sealed class MvcPasswordManagerTests(MvcShop shop) : PasswordManagerTests(shop);

public sealed class BlazorPasswordManagerTests(BlazorShop shop) : PasswordManagerTests(shop);
