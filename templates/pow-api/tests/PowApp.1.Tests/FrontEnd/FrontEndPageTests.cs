using System.Net;
using PowApp._1.Accounts;

namespace PowApp._1.Tests;

/// <summary>What stands in for the front end behind the links in emails, in Development.</summary>
public sealed class FrontEndPageTests(TestApp app) : IClassFixture<TestApp>
{
    [Fact]
    public async Task Signing_in_and_the_list_of_sessions_have_one()
    {
        Assert.SendsItsFormTo("POST /api/v1/session", await app.NewVisitor().GetAsync(AccountPaths.SignIn));
        Assert.Equal(HttpStatusCode.OK, (await app.NewVisitor().GetAsync(AccountPaths.Sessions)).Status);
    }

    [Fact, Trait("Attack", "A53")]
    public async Task Looking_at_the_link_that_undoes_a_change_does_not_use_it_up()
    {
        var alice = await app.NewUser();
        await (await app.SignedInAs(alice)).ChangeEmailAsync(TestApp.NewAddress());
        var mail = (await app.Mailbox.ToAsync(alice.Email))[^1];

        await Assert.ShowsLink(mail, "POST /api/v1/account-changes/undo", app);

        Assert.Succeeds(await app.NewVisitor().UndoEmailChangeAsync(mail.Secret));
    }

    [Fact, Trait("Attack", "A52")]
    public async Task They_tell_nobody_the_secret_and_load_nothing_from_elsewhere()
    {
        var secret = Secret.New();
        Answer? answer = null;

        var log = await app.Log.Of(async () => answer = await app.NewVisitor().GetAsync(AccountPaths.UndoEmailChange.With(secret)));

        Assert.DoesNotContain(secret, log);
        Assert.Equal(["no-referrer"], answer!.Headers.GetValues("Referrer-Policy"));
        Assert.Equal(["no-store"], answer.Headers.GetValues("Cache-Control"));
        var policy = Assert.Single(answer.Headers.GetValues("Content-Security-Policy"));
        Assert.StartsWith("default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'none';", policy);
        Assert.False(answer.Headers.Contains("Set-Cookie"));
    }

    [Fact]
    public async Task What_stands_in_a_link_is_no_markup() =>
        Assert.DoesNotContain("<script>", (await app.NewVisitor().GetAsync(AccountPaths.UndoEmailChange.With("\"><script>"))).Body);

    /// <summary>As in production: whether there is an endpoint, and what it takes, is told as if there were no files.</summary>
    [Theory]
    [InlineData("GET", HttpStatusCode.MethodNotAllowed)]
    [InlineData("HEAD", HttpStatusCode.MethodNotAllowed)]
    [InlineData("POST", HttpStatusCode.NotFound, "/nothing")]
    public async Task Their_files_do_not_get_in_the_way_of_the_API(string method, HttpStatusCode status, string path = ApiPaths.Session + "/renew") =>
        Assert.Equal(status, (await app.NewVisitor().SendAsync(new HttpMethod(method), path)).Status);

    [Fact, Trait("Attack", "A112")]
    public async Task In_production_there_are_none()
    {
        await using var production = new ProductionApp();

        foreach (var path in new[] { "/", AccountPaths.SignIn, AccountPaths.Sessions, AccountPaths.UndoEmailChange.With("x"), "/js/front-end.js", "/css/app.css" })
            Assert.IsProblem(HttpStatusCode.NotFound, "not_found", await production.NewVisitor().GetAsync(path));
    }
}
