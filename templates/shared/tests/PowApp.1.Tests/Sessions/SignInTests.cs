using System.Net;
using AngleSharp.Html.Dom;
using Microsoft.EntityFrameworkCore;
using PowApp._1.Accounts;

namespace PowApp._1.Tests;

public sealed class SignInTests(TestApp app) : IClassFixture<TestApp>
{
    [Fact]
    public async Task The_page_asks_for_an_address_and_a_password()
    {
        var page = await app.NewBrowser().GetAsync(AccountPaths.SignIn);

        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Equal(("email", "", true), Describe(page.Field("email")));
        Assert.Equal(("password", "", true), Describe(page.Field("password")));
        Assert.True(page.LinksTo(AccountPaths.Register));
        Assert.DoesNotContain("request_path", page.Html);
    }

    [Fact]
    public async Task The_right_password_signs_in()
    {
        var alice = await app.NewUser();
        var browser = app.NewBrowser();

        Assert.LeadsTo("/", await browser.SignInAsync(alice));

        Assert.Contains(alice.Email!, (await browser.GetAsync("/")).Text);
    }

    private static (string Type, string Value, bool Required) Describe(IHtmlInputElement input) => (input.Type, input.Value, input.IsRequired);
}
