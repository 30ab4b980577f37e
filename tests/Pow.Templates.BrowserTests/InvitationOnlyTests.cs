using System.Text.RegularExpressions;
using Pow.Templates.BrowserTests.Support;

namespace Pow.Templates.BrowserTests;

/// <summary>An app in which nobody registers.</summary>
public sealed partial class InvitationOnlyTests(MvcShop shop)
{
    [Fact]
    public async Task Its_first_user_comes_from_the_command_line_and_invites_the_second()
    {
        var (host, guest) = (Account.New(), Account.New());
        var generated = await shop.InvitationOnly;
        var contentRoot = generated.NewContentRoot();
        var password = Password.Match(await generated.RunAsync(contentRoot, $"create-user {host.Email}")).Groups[1].Value;
        await using var app = await generated.StartAsync(contentRoot);
        await using var ada = await shop.VisitAsync(app);
        await using var eve = await shop.VisitAsync(app);

        await eve.GoToAsync("/");
        await Expect(eve.Page.Locator("[href*=registration]")).ToHaveCountAsync(0);
        await eve.GoToAsync("/registration/new");
        await eve.SeesAsync("Page not found");

        await ada.SignInAsync(host with { Password = password });
        await ada.InviteAsync(guest.Email);
        await eve.AcceptInvitationAsync(guest);
        await eve.InviteAsync(Account.New().Email);
    }

    [GeneratedRegex("with the password (.+?) and")]
    private static partial Regex Password { get; }
}
