using Pow.Templates.BrowserTests.Support;

namespace Pow.Templates.BrowserTests;

/// <summary>
/// Pictures for people to look at: <c>SCREENSHOTS=/tmp/pictures dotnet test tests/Pow.Templates.BrowserTests</c>. Those of the README
/// lie in its folder readme; they are copied to docs/images by hand.
/// </summary>
public abstract class PictureTests(Shop shop)
{
    protected const string NotWanted = "The environment variable SCREENSHOTS names no folder.";

    private static readonly string? _folder = Environment.GetEnvironmentVariable("SCREENSHOTS");

    public static bool AreWanted => _folder is { Length: > 0 };

    [Fact(Skip = NotWanted, SkipType = typeof(PictureTests), SkipUnless = nameof(AreWanted))]
    public async Task Every_page_is_taken_narrow_and_wide_in_light_and_in_dark()
    {
        foreach (var name in Gallery.Pages)
        {
            await using var visitor = await (await shop.Gallery).ShowAsync(name);
            foreach (var (width, size) in new[] { (390, "narrow"), (1280, "wide") })
                foreach (var (scheme, colours) in new[] { (ColorScheme.Light, "light"), (ColorScheme.Dark, "dark") })
                {
                    await visitor.Page.SetViewportSizeAsync(width, 800);
                    await visitor.Page.EmulateMediaAsync(new() { ColorScheme = scheme });
                    await visitor.Page.ScreenshotAsync(new() { Path = Path.Combine(_folder!, shop.Template, $"{name.Data}-{size}-{colours}.png"), FullPage = true });
                }
        }
    }

    private protected static async Task TakeAsync(Visitor visitor, string name, ColorScheme scheme)
    {
        await visitor.Page.EmulateMediaAsync(new() { ColorScheme = scheme });
        await visitor.Page.ScreenshotAsync(new() { Path = Path.Combine(_folder!, "readme", $"{name}.png") });
    }
}

public sealed class MvcPictureTests(MvcShop shop) : PictureTests(shop)
{
    private readonly MvcShop _shop = shop;

    [Fact(Skip = NotWanted, SkipType = typeof(PictureTests), SkipUnless = nameof(AreWanted))]
    public async Task The_README_gets_its_four()
    {
        var account = new Account("ada@example.com", "correct horse battery");
        await using var app = await _shop.Generated.StartAsync();
        await using var ada = await _shop.VisitAsync(app, new() { UserAgent = Device.Laptop.UserAgent });
        await ada.Page.SetViewportSizeAsync(1280, 800);

        await ada.GoToAsync("/registration/new");
        await TakeAsync(ada, "register-light", ColorScheme.Light);

        await ada.RegisterAndConfirmAsync(account);
        foreach (var device in new[] { Device.Phone, Device.Desktop })
        {
            await using var elsewhere = await _shop.VisitAsync(app, new() { UserAgent = device.UserAgent });
            await elsewhere.SignInAsync(account);
        }

        await ada.GoToAsync("/sessions");
        await TakeAsync(ada, "sessions", ColorScheme.Light);
        await ada.GoToAsync("/registration/edit");
        await TakeAsync(ada, "account-dark", ColorScheme.Dark);

        await ada.SignOutAsync();
        await ada.AskToResetPasswordAsync(account.Email);
        await ada.OpenMailAsync(account.Email, "Reset your password");
        await TakeAsync(ada, "mailbox", ColorScheme.Light);
    }
}

public sealed class BlazorPictureTests(BlazorShop shop) : PictureTests(shop);
