using AngleSharp;
using AngleSharp.Html.Dom;
using PowApp._1.Accounts;

namespace PowApp._1.Tests;

/// <summary>What must hold of every path to come back to, whatever it is.</summary>
public sealed class OddPathTests
{
    private const int Many = 5000;

    private static readonly string[] _parts =
        ["/", "/", "//", "\\", "sessions", "evil.test", "@", ":", "https:", "javascript:", "?", "#", ".", "..", "~", "%2f", "%5c", "%09", "\t", "\r\n", " ", "\0", "é"];

    [Fact, Trait("Attack", "A64")]
    public async Task It_stays_on_the_site()
    {
        const string Site = "https://app.example";
        var page = await BrowsingContext.New().OpenAsync(response => response.Content("<a>").Address($"{Site}/session/new"), TestContext.Current.CancellationToken);
        var link = (IHtmlAnchorElement)page.QuerySelector("a")!;
        var followed = 0;
        foreach (var path in OddInput.Mixtures(_parts, Many).Concat(OddInput.Texts(Many)))
        {
            var leadsTo = AccountPaths.AfterSignInTo(path);
            if (leadsTo == path) followed++;
            else Assert.Equal("/", leadsTo);

            link.SetAttribute("href", leadsTo);
            Assert.True(link.Origin == Site, OddInput.Shown(path));
            Assert.True(new Uri(new Uri(page.Url), leadsTo).GetLeftPart(UriPartial.Authority) == Site, OddInput.Shown(path));
        }

        Assert.True(followed > 100, $"{followed} were followed.");
    }
}
