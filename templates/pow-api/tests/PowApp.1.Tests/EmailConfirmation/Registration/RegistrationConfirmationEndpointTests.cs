using System.Net;

namespace PowApp._1.Tests;

/// <summary>How the API answers who registers, and who confirms that.</summary>
public sealed class RegistrationConfirmationEndpointTests(TestApp app) : IClassFixture<TestApp>
{
    private readonly string _email = TestApp.NewAddress();

    [Fact, Trait("Attack", "A01")]
    public async Task Every_address_gets_202_and_an_empty_body()
    {
        var alice = await app.NewUser();

        foreach (var email in new[] { _email, _email, alice.Email! })
        {
            var client = app.NewClient();
            AssertIsTaken(await client.RegisterAsync(email));
            Assert.Null(client.Tokens);
        }
    }

    [Fact, Trait("Attack", "A09")]
    public async Task So_does_every_address_whose_mail_is_asked_for_again()
    {
        var alice = await app.NewUser();
        await app.NewClient().RegisterAsync(_email);

        foreach (var email in new[] { _email, alice.Email!, TestApp.NewAddress(), "no address" })
            AssertIsTaken(await app.NewClient().AskToConfirmEmailAsync(email));
    }

    [Fact, Trait("Attack", "A04")]
    public async Task Signing_in_too_early_is_403_for_the_right_password_alone()
    {
        var client = app.NewClient();
        await client.RegisterAsync(_email);

        Assert.IsProblem(HttpStatusCode.Forbidden, "email_unconfirmed", await client.SignInAsync(_email));
        Assert.IsProblem(HttpStatusCode.Unauthorized, "invalid_credentials", await client.SignInAsync(_email, "not the password"));
        Assert.Null(client.Tokens);
    }

    [Fact]
    public async Task The_token_alone_confirms_for_204_and_signs_nobody_in()
    {
        var client = app.NewClient();
        await client.RegisterAsync(_email);

        var answer = await client.ConfirmEmailAsync(await TokenAsync());

        Assert.Equal((HttpStatusCode.NoContent, ""), (answer.Status, answer.Body));
        Assert.Null(client.Tokens);
        Assert.Succeeds(await client.SignInAsync(_email));
    }

    [Fact, Trait("Attack", "A56")]
    public async Task A_password_that_comes_along_has_to_be_repeated()
    {
        await app.NewClient().RegisterAsync(_email);
        var (client, token) = (app.NewClient(), await TokenAsync());

        Assert.Refuses("passwordConfirmation", await client.PostAsync("/api/v1/confirm-email", new { token, password = TestApp.NewPassword }));
        Assert.Refuses("passwordConfirmation", await client.PostAsync("/api/v1/confirm-email", new { token, passwordConfirmation = TestApp.NewPassword }));

        Assert.Succeeds(await client.ConfirmEmailAsync(token, TestApp.NewPassword));
        Assert.Succeeds(await client.SignInAsync(_email, TestApp.NewPassword));
    }

    /// <summary>A link to a new address of an account that has a password already.</summary>
    [Fact]
    public async Task Nobody_chooses_the_password_of_a_confirmed_account()
    {
        var bob = await app.NewUser();
        await (await app.SignedInAs(bob)).ChangeEmailAsync(_email);

        Assert.Refuses("token", await app.NewClient().ConfirmEmailAsync(await TokenAsync(), TestApp.NewPassword));

        Assert.Succeeds(await app.NewClient().SignInAsync(bob));
    }

    private static void AssertIsTaken(Answer answer) =>
        Assert.Equal((HttpStatusCode.Accepted, "", null), (answer.Status, answer.Body, answer.ContentType));

    private async Task<string> TokenAsync() => (await app.Mailbox.ToAsync(_email))[^1].Secret;
}
