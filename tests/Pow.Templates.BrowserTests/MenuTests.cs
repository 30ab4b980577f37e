using Pow.Templates.BrowserTests.Support;

namespace Pow.Templates.BrowserTests;

/// <summary>What folds where there is little room: the menu of the account, and the sections of the account page.</summary>
public abstract class MenuTests(Shop shop)
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task On_a_phone_everything_opens_from_one_row(bool hasScript)
    {
        await using var ada = await OpenAsync("/registration/edit", width: 390, hasScript);
        var menu = ada.Page.Locator("summary", new() { HasText = "Menu" });

        Assert.InRange((await ada.Page.Locator(".site-header").BoundingBoxAsync())!.Height, 0, 72);
        await Expect(ada.Button("Sign out")).ToBeHiddenAsync();
        await menu.PressAsync("Enter");
        await Expect(ada.Button("Sign out")).ToBeVisibleAsync();
        await menu.PressAsync("Enter");

        await Expect(ada.Button("Change password")).ToBeHiddenAsync();
        await ada.Page.Locator("summary", new() { HasText = "Choose a new password" }).PressAsync("Enter");
        await Expect(ada.Button("Change password")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Elsewhere_nothing_is_folded()
    {
        await using var ada = await OpenAsync("/registration/edit", width: 1280);

        await Expect(ada.Button("Sign out")).ToBeVisibleAsync();
        await Expect(ada.Button("Change email")).ToBeVisibleAsync();
        await Expect(ada.Button("Change password")).ToBeVisibleAsync();
        foreach (var summary in await ada.Page.Locator("summary").AllAsync()) await Expect(summary).ToBeHiddenAsync();
    }

    private async Task<Visitor> OpenAsync(string path, int width, bool hasScript = true)
    {
        var ada = await shop.VisitAsync(new() { JavaScriptEnabled = hasScript });
        await ada.RegisterAndConfirmAsync(Account.New());
        await ada.Page.SetViewportSizeAsync(width, 800);
        await ada.GoToAsync(path);
        return ada;
    }
}

public sealed class MvcMenuTests(MvcShop shop) : MenuTests(shop);

public sealed class BlazorMenuTests(BlazorShop shop) : MenuTests(shop);
