using Pow.Templates.BrowserTests.Support;

namespace Pow.Templates.BrowserTests;

/// <summary>Without a mouse: Tab, Enter and letters are all that these people press.</summary>
public abstract class KeyboardTests(Shop shop)
{
    [Fact]
    public async Task Registers_and_signs_in()
    {
        var account = Account.New();
        await using var ada = await shop.VisitAsync();
        await ada.GoToAsync("/");

        await TabToAsync(ada, ada.Link("Create account"));
        await EnterAsync(ada);
        await TypeAsync(ada, ada.Field("Create account", "email"), account.Email);
        await TypeAsync(ada, ada.Field("Create account", "password"), account.Password);
        await TypeAsync(ada, ada.Field("Create account", "passwordConfirmation"), account.Password);
        await TabToAsync(ada, ada.Button("Create account"));
        await EnterAsync(ada);
        await ada.SeesAsync("Check your email");

        await ada.OpenMailAsync(account.Email, "Confirm your email address");
        await ada.GoToAsync(await ada.MailedLinkAsync());
        await TabToAsync(ada, ada.Button("Confirm my address"));
        await EnterAsync(ada);
        await ada.SeesAsync("Your email is confirmed.");

        await Expect(ada.Field("Sign in", "email")).ToHaveValueAsync(account.Email);
        await Expect(ada.Field("Sign in", "password")).ToBeFocusedAsync();
        await TypeAsync(ada, ada.Field("Sign in", "password"), account.Password);
        await EnterAsync(ada);
        await ada.SeesAsync($"Signed in as {account.Email}");

        await TabToAsync(ada, ada.Button("Sign out"));
        await EnterAsync(ada);
        await ada.SeesAsync("You've been signed out.");
    }

    [Fact]
    public async Task The_skip_link_shows_on_the_first_Tab_and_leads_past_the_navigation()
    {
        await using var ada = await shop.VisitAsync();
        await ada.GoToAsync("/");

        await ada.Page.Keyboard.PressAsync("Tab");
        var skip = ada.Link("Skip to content");
        await Expect(skip).ToBeFocusedAsync();
        await Expect(skip).ToBeInViewportAsync();

        await EnterAsync(ada);
        await ada.IsAtAsync("/#main");
        await ada.Page.Keyboard.PressAsync("Tab");
        await Expect(ada.Page.Locator("main :focus")).ToHaveCountAsync(1);
    }

    [Fact]
    public async Task Typing_starts_in_the_first_field_that_was_refused()
    {
        var account = Account.New();
        await using var ada = await shop.VisitAsync();
        await ada.GoToAsync("/registration/new");

        await ada.SubmitAsync("Create account", ("email", account.Email), ("password", "short"), ("passwordConfirmation", "different"));
        await ada.SeesAsync("The passwords don't match.");
        await Expect(ada.Field("Create account", "password")).ToBeFocusedAsync();

        await ada.SubmitEmptyAsync("Create account");
        await Expect(ada.Field("Create account", "email")).ToBeFocusedAsync();
    }

    [Fact]
    public async Task A_notice_is_read_with_the_field_that_has_the_focus_or_has_it_itself()
    {
        await using var ada = await shop.VisitAsync();
        await ada.RegisterAndConfirmAsync(Account.New());
        await ada.GoToAsync("/session/new");
        await ada.SeesAsync("You're already signed in.");
        await Expect(ada.Page.GetByRole(AriaRole.Status)).ToBeFocusedAsync();

        await ada.SignOutAsync();
        await Expect(ada.Field("Sign in", "email")).ToBeFocusedAsync();
        await Expect(ada.Field("Sign in", "email")).ToHaveAccessibleDescriptionAsync("You've been signed out.");
    }

    [Fact]
    public async Task A_message_of_the_error_summary_leads_to_its_field()
    {
        await using var ada = await shop.VisitAsync();
        await ada.GoToAsync("/registration/new");
        await ada.SubmitEmptyAsync("Create account");

        await ada.Page.GetByRole(AriaRole.Alert).GetByRole(AriaRole.Link, new() { Name = "Choose a password." }).FocusAsync();
        await EnterAsync(ada);

        await Expect(ada.Field("Create account", "password")).ToBeFocusedAsync();
    }

    private static async Task TypeAsync(Visitor visitor, ILocator field, string text)
    {
        await TabToAsync(visitor, field);
        await visitor.Page.Keyboard.TypeAsync(text);
    }

    private static async Task TabToAsync(Visitor visitor, ILocator element)
    {
        const int MostStops = 20;
        await element.WaitForAsync();
        await HasFocusedItselfAsync(visitor.Page);
        for (var stop = 0; stop < MostStops && !await IsFocusedAsync(element); stop++) await visitor.Page.Keyboard.PressAsync("Tab");
        await Expect(element).ToBeFocusedAsync();
    }

    // A page puts the focus on the field with autofocus when it is first drawn: who presses Tab before that would be moved.
    private static async Task HasFocusedItselfAsync(IPage page)
    {
        await page.WaitForLoadStateAsync();
        await page.EvaluateAsync("() => new Promise(drawn => requestAnimationFrame(() => requestAnimationFrame(drawn)))");
    }

    private static Task<bool> IsFocusedAsync(ILocator element) => element.EvaluateAsync<bool>("element => element === document.activeElement");

    private static Task EnterAsync(Visitor visitor) => visitor.Page.Keyboard.PressAsync("Enter");
}

public sealed class MvcKeyboardTests(MvcShop shop) : KeyboardTests(shop);

public sealed class BlazorKeyboardTests(BlazorShop shop) : KeyboardTests(shop);
