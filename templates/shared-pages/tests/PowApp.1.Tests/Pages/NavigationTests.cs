using PowApp._1.Accounts;

namespace PowApp._1.Tests;

/// <summary>The links at the top of every page.</summary>
public sealed class NavigationTests(TestApp app) : IClassFixture<TestApp>
{
    [Theory]
    [InlineData(AccountPaths.Account, "Account")]
    [InlineData(AccountPaths.Sessions, "Sessions")]
    [InlineData(AccountPaths.Home, null)]
    [InlineData("/nothing/here", null)]
    public async Task The_current_page_is_marked(string path, string? link)
    {
        var browser = await app.SignedInAs(await app.NewUser());

        Assert.Equal(link, CurrentOn(await browser.GetAsync(path)));
    }

    [Fact]
    public async Task It_is_marked_when_a_form_on_it_was_refused()
    {
        Assert.Equal("Account", CurrentOn(await (await app.SignedInAs(await app.NewUser())).ChangeEmailAsync("no address")));
        Assert.Equal("Sign in", CurrentOn(await app.NewVisitor().SignInAsync("no address", "")));
    }

    [Fact]
    public async Task Visitors_have_one_link_to_sign_in()
    {
        var page = await app.NewVisitor().GetAsync("/nothing/here");

        Assert.Equal([AccountPaths.SignIn], page.Document.QuerySelectorAll("nav a").Select(link => link.GetAttribute("href")));
    }

    [Fact]
    public async Task A_page_that_is_for_visitors_leads_users_home_and_says_why()
    {
        var browser = await app.SignedInAs(await app.NewUser());

        var page = await browser.GetAsync(AccountPaths.SignIn);

        Assert.LeadsTo("/", page);
        Assert.Equal("You're already signed in.", (await browser.FollowAsync(page)).Notice);
    }

    private static string? CurrentOn(Page page) => page.Document.QuerySelector("nav [aria-current=page]")?.TextContent;
}
