using Pow.Templates.BrowserTests.Support;

namespace Pow.Templates.BrowserTests;

/// <summary>The button that shows what is typed as a password.</summary>
public abstract class ShowPasswordTests(Shop shop)
{
    [Fact]
    public async Task It_shows_the_password_and_hides_it_again()
    {
        await using var ada = await shop.VisitAsync();
        await ada.GoToAsync("/session/new");
        var (password, button) = (ada.Field("Sign in", "password"), ada.Button("Show password"));

        await button.PressAsync("Enter");
        await Expect(password).ToHaveAttributeAsync("type", "text");
        await Expect(button).ToHaveAttributeAsync("aria-pressed", "true");

        await button.PressAsync("Enter");
        await Expect(password).ToHaveAttributeAsync("type", "password");
        await Expect(button).ToHaveAttributeAsync("aria-pressed", "false");
        await ada.IsAtAsync("/session/new");
    }

    [Fact]
    public async Task What_is_sent_is_a_password_again()
    {
        await using var ada = await shop.VisitAsync();
        await ada.GoToAsync("/session/new");
        await ada.Button("Show password").ClickAsync();
        await ada.Form("Sign in").EvaluateAsync(
            "form => form.addEventListener('submit', event => { event.preventDefault(); document.title = form.elements.Password.type; })");

        await ada.SubmitAsync("Sign in", ("email", "ada@example.com"), ("password", "any password"));

        await Expect(ada.Page).ToHaveTitleAsync("password");
    }

    [Fact]
    public async Task Without_script_it_is_not_there()
    {
        await using var ada = await shop.VisitAsync(new() { JavaScriptEnabled = false });
        await ada.GoToAsync("/registration/new");

        await Expect(ada.Field("Create account", "password")).ToBeVisibleAsync();
        await Expect(ada.Button("Show password")).ToHaveCountAsync(0);
    }
}

public sealed class MvcShowPasswordTests(MvcShop shop) : ShowPasswordTests(shop);

public sealed class BlazorShowPasswordTests(BlazorShop shop) : ShowPasswordTests(shop);
