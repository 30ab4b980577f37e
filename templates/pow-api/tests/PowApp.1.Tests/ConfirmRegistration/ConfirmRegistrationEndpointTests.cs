using System.Net;

namespace PowApp._1.Tests;

/// <summary>How the API answers who registers, and who confirms that.</summary>
public sealed class ConfirmRegistrationEndpointTests(TestApp app) : IClassFixture<TestApp>
{
    private readonly string _email = TestApp.NewAddress();

    [Fact, Trait("Attack", "A01")]
    public async Task Every_address_gets_202_and_a_proof_and_no_tokens()
    {
        var alice = await app.NewUser();

        foreach (var email in new[] { _email, _email, alice.Email! })
        {
            var client = app.NewVisitor();
            var answer = await client.RegisterAsync(email);
            Assert.Equal(HttpStatusCode.Accepted, answer.Status);
            Assert.HasProperties(["registrationProof"], answer.Json);
            Assert.Null(client.Tokens);
        }
    }

    [Fact, Trait("Attack", "A09")]
    public async Task Asking_for_the_email_again_gets_202_for_every_address()
    {
        var alice = await app.NewUser();
        await app.NewVisitor().RegisterAsync(_email);

        foreach (var email in new[] { _email, alice.Email!, TestApp.NewAddress() })
            AssertIsTaken(await app.NewVisitor().AskToConfirmEmailAsync(email));
    }

    [Fact, Trait("Attack", "A04")]
    public async Task Signing_in_too_early_is_403_for_the_right_password_alone()
    {
        var client = app.NewVisitor();
        await client.RegisterAsync(_email);

        Assert.IsProblem(HttpStatusCode.Forbidden, "email_unconfirmed", await client.SignInAsync(_email));
        Assert.IsProblem(HttpStatusCode.Unauthorized, "invalid_credentials", await client.SignInAsync(_email, "not the password"));
        Assert.Null(client.Tokens);
    }

    [Fact]
    public async Task The_client_that_registered_confirms_with_its_proof_for_204_and_is_not_signed_in()
    {
        var client = app.NewVisitor();
        var registrationProof = (await client.RegisterAsync(_email)).Text("registrationProof");

        var answer = await client.PostAsync(ApiPaths.ConfirmEmail, new { token = await TokenAsync(), registrationProof });

        Assert.Equal((HttpStatusCode.NoContent, ""), (answer.Status, answer.Body));
        Assert.Null(client.Tokens);
        Assert.Succeeds(await client.SignInAsync(_email));
    }

    [Fact, Trait("Attack", "A56")]
    public async Task Any_other_one_has_to_choose_the_password()
    {
        await app.NewVisitor().RegisterAsync(_email, "the password of mallory");
        var (client, token) = (app.NewVisitor(), await TokenAsync());
        var proofOfAnother = (await client.RegisterAsync(TestApp.NewAddress())).Text("registrationProof");

        Assert.Refuses("password", await client.PostAsync(ApiPaths.ConfirmEmail, new { token }));
        Assert.Refuses("password", await client.PostAsync(ApiPaths.ConfirmEmail, new { token, registrationProof = proofOfAnother }));
        Assert.Refuses("passwordConfirmation", await client.ConfirmRegistrationAsync(token, TestApp.NewPassword, "another one"));

        Assert.Succeeds(await client.PostAsync(ApiPaths.ConfirmEmail, new { token, password = TestApp.NewPassword }));
        Assert.Succeeds(await client.SignInAsync(_email, TestApp.NewPassword));
        Assert.False((await app.NewVisitor().SignInAsync(_email, "the password of mallory")).Succeeded);
    }

    /// <summary>A link to a new address of an account that has a password already.</summary>
    [Fact]
    public async Task Nobody_chooses_the_password_of_a_confirmed_account()
    {
        var bob = await app.NewUser();
        await (await app.SignedInAs(bob)).ChangeEmailAsync(_email);

        Assert.Refuses("password", await app.NewVisitor().ConfirmRegistrationAsync(await TokenAsync(), TestApp.NewPassword));

        Assert.Succeeds(await app.NewVisitor().SignInAsync(bob));
    }

    private static void AssertIsTaken(Answer answer) =>
        Assert.Equal((HttpStatusCode.Accepted, "", null), (answer.Status, answer.Body, answer.ContentType));

    private async Task<string> TokenAsync() => (await app.Mailbox.ToAsync(_email))[^1].Secret;
}
