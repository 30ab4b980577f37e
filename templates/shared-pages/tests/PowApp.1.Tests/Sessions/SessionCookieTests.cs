using System.Buffers.Text;
using System.Net;
using Microsoft.EntityFrameworkCore;
using PowApp._1.Accounts;

namespace PowApp._1.Tests;

public sealed class SessionCookieTests(TestApp app) : IClassFixture<TestApp>
{
    [Fact, Trait("Attack", "A26"), Trait("Attack", "A93")]
    public async Task No_other_value_opens_anything()
    {
        var alice = await app.NewUser();
        var browser = await app.SignedInAs(alice);
        var session = await app.Db(db => db.Set<Session>().AsNoTracking().SingleAsync(session => session.UserId == alice.Id));
        var value = browser.Session!;
        string[] others =
        [
            "", "1", value[1..], value + "A", value.ToUpperInvariant(), (value[0] is 'A' ? 'B' : 'A') + value[1..], new string('A', 8000),
            session.Id.ToString(), alice.Id.ToString(), Convert.ToHexString(session.TokenHash), Convert.ToBase64String(session.TokenHash),
            Base64Url.EncodeToString(session.TokenHash), "%00", "%", "_", "*", "' OR 1=1 --",
        ];

        Assert.All(await Task.WhenAll(others.Select(OpenAccountAsync)), page =>
            Assert.LeadsTo("/session/new?request_path=%2Fregistration%2Fedit", page));
        Assert.True(await browser.IsSignedInAsync());

        Task<Page> OpenAccountAsync(string other)
        {
            var forger = browser.Copy();
            forger.SetSession(other);
            return forger.GetAsync(AccountPaths.Account);
        }
    }

    [Fact, Trait("Attack", "A33")]
    public async Task Only_the_cookie_carries_it()
    {
        var value = (await app.SignedInAs(await app.NewUser())).Session!;
        var browser = app.NewVisitor();
        browser.Headers.Add("Authorization", $"Bearer {value}");
        browser.Headers.Add("X-Session", value);

        Assert.False(await browser.IsSignedInAsync());
        Assert.Equal(HttpStatusCode.SeeOther, (await browser.GetAsync($"{AccountPaths.Account}?session={value}&access_token={value}")).Status);
    }

    [Fact, Trait("Attack", "A33")]
    public async Task No_page_shows_it()
    {
        var browser = await app.SignedInAs(await app.NewUser());

        string[] paths = ["/", AccountPaths.Account, AccountPaths.Sessions, AccountPaths.Reauthenticate];
        foreach (var path in paths) Assert.DoesNotContain(browser.Session!, (await browser.GetAsync(path)).Html);
    }

    [Fact, Trait("Attack", "A32")]
    public async Task A_second_cookie_of_the_name_does_no_harm()
    {
        var alice = await app.SignedInAs(await app.NewUser());
        var mallory = await app.SignedInAs(await app.NewUser());
        var browser = app.NewVisitor();
        browser.Headers.Add("Cookie", [CookieOf(mallory), CookieOf(alice)]);

        Assert.InRange((int)(await browser.GetAsync(AccountPaths.Account)).Status, 200, 399);

        string CookieOf(Browser owner) => owner.Cookies.GetCookieHeader(app.Origin);
    }
}
