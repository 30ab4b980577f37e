using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using PowApp._1.Accounts;

namespace PowApp._1.Tests;

public sealed class ErrorPageTests(ProductionApp app) : IClassFixture<ProductionApp>
{
    public static TheoryData<HttpStatusCode, Exception> Expected => new()
    {
        { HttpStatusCode.BadRequest, new BadHttpRequestException("Unexpected end of request content.") },
        { HttpStatusCode.ServiceUnavailable, new DbUpdateException("The database is away.") },
    };

    [Fact]
    public async Task What_is_not_there_is_not_found()
    {
        var page = await app.NewVisitor().GetAsync("/nothing/here");

        Assert.Equal(HttpStatusCode.NotFound, page.Status);
        Assert.True(page.LinksTo("/"));
        Assert.StartsWith("Error: Page not found", page.Document.Title);
    }

    [Fact]
    public async Task A_notice_waits_for_the_page_that_it_is_for()
    {
        var browser = app.NewVisitor();
        await browser.GetAsync(AccountPaths.ConfirmEmailLink.Replace("{token}", "nonsense"));

        Assert.Null((await browser.GetAsync("/apple-touch-icon.png")).Notice);

        Assert.NotNull((await browser.GetAsync(AccountPaths.SignIn)).Notice);
    }

    [Fact]
    public async Task The_title_of_a_page_with_a_refused_form_says_so()
    {
        var browser = app.NewVisitor();

        Assert.StartsWith("Sign in", (await browser.GetAsync(AccountPaths.SignIn)).Document.Title);
        Assert.StartsWith("Error: Sign in", (await browser.SignInAsync("no address", "")).Document.Title);
    }

    [Theory, Trait("Attack", "A114")]
    [InlineData("POST", "/")]
    [InlineData("PUT", AccountPaths.SignIn)]
    [InlineData("DELETE", AccountPaths.Account)]
    [InlineData("TRACE", "/")]
    [InlineData("TRACE", AccountPaths.Account)]
    public async Task What_a_page_cannot_do_is_not_allowed(string method, string path)
    {
        var page = await app.NewVisitor().SendAsync(new HttpRequestMessage(new HttpMethod(method), path));

        Assert.Equal(HttpStatusCode.MethodNotAllowed, page.Status);
        Assert.True(page.LinksTo("/"));
    }

    [Theory, Trait("Attack", "A111")]
    [InlineData("text/html")]
    [InlineData("application/json")]
    public async Task A_mistake_of_ours_tells_nothing_of_the_inside(string accept)
    {
        var browser = await app.SignedInAs(await app.NewUser());
        browser.Headers.Accept.ParseAdd(accept);
        using var outage = app.Database.Outage(new InvalidOperationException("Server=db;Password=secret"));

        var page = await browser.GetAsync(AccountPaths.Account);

        Assert.Equal(HttpStatusCode.InternalServerError, page.Status);
        Assert.True(page.LinksTo("/"));
        Assert.DoesNotContain("secret", page.Html);
        Assert.DoesNotContain("Exception", page.Html);
        Assert.DoesNotContain("PowApp._1.", page.Html);
    }

    [Fact]
    public async Task In_Development_the_page_shows_the_exception()
    {
        await using var development = new TestApp();
        var browser = await development.SignedInAs(await development.NewUser());
        browser.Headers.Accept.ParseAdd("text/html");
        using var outage = development.Database.Outage(new InvalidOperationException("Only for developers."));

        var page = await browser.GetAsync(AccountPaths.Account);

        Assert.Equal(HttpStatusCode.InternalServerError, page.Status);
        Assert.Contains("Only for developers.", page.Html);
        Assert.Contains("style-src 'unsafe-inline'", page.Headers.GetValues("Content-Security-Policy").Single());
        Assert.Single(development.Log.Errors, line => line.Contains("UnhandledException"));
    }

    [Theory]
    [MemberData(nameof(Expected))]
    public async Task In_Development_too_the_page_for_what_can_be_expected_is_that_of_the_app(HttpStatusCode status, Exception failure)
    {
        await using var development = new TestApp();
        var browser = await development.SignedInAs(await development.NewUser());
        using var outage = development.Database.Outage(failure);

        var page = await browser.GetAsync(AccountPaths.Account);

        Assert.Equal(status, page.Status);
        Assert.True(page.LinksTo("/"));
    }

    [Fact, Trait("Attack", "A111")]
    public async Task The_log_tells_it()
    {
        var browser = await app.SignedInAs(await app.NewUser());
        using var outage = app.Database.Outage(new InvalidOperationException("Something that only the log may tell."));

        Assert.Contains("Something that only the log may tell.", await app.Log.Of(() => browser.GetAsync(AccountPaths.Account)));
    }

    [Fact]
    public async Task A_page_of_an_error_that_did_not_happen_is_not_there()
    {
        Assert.Equal(HttpStatusCode.NotFound, (await app.NewVisitor().GetAsync("/errors/500")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await app.NewVisitor().PostAsync("/errors/200")).Status);
    }

    [Theory, Trait("Attack", "A112")]
    [InlineData("/.git/config")]
    [InlineData("/.env")]
    [InlineData("/appsettings.json")]
    [InlineData("/app.db")]
    [InlineData("/App_Data/powapp-1.db")]
    [InlineData("/web.config")]
    [InlineData("/css/")]
    [InlineData("/registration/edit/x.css")]
    [InlineData("/sessions/x.css")]
    [InlineData("/dev/mailbox")]
    [InlineData("/_framework/aspnetcore-browser-refresh.js")]
    [InlineData("/swagger")]
    [InlineData("/openapi/v1.json")]
    [InlineData("/ApplyDatabaseMigrations")]
    public async Task Production_serves_nothing_of_the_inside(string path) =>
        Assert.Equal(HttpStatusCode.NotFound, (await app.NewVisitor().GetAsync(path)).Status);

    [Fact]
    public async Task A_mistake_of_a_client_is_no_error_in_the_log()
    {
        await using var production = new ProductionApp();
        var browser = await production.SignedInAs(await production.NewUser());
        using var outage = production.Database.Outage(new BadHttpRequestException("Unexpected end of request content."));

        var page = await browser.GetAsync(AccountPaths.Account);

        Assert.Equal(HttpStatusCode.BadRequest, page.Status);
        Assert.DoesNotContain(production.Log.Errors, line => line.Contains("ExceptionHandlerMiddleware"));
    }
}
