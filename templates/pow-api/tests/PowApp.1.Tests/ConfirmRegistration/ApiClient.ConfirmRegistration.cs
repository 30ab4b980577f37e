namespace PowApp._1.Tests;

public sealed partial class ApiClient
{
    public Task<Answer> AskToConfirmEmailAsync(string email) => PostAsync($"{ApiPaths.ConfirmEmail}/resend", new { email });

    /// <summary>Uses the secret of an emailed link, and chooses the password of the new account.</summary>
    public Task<Answer> ConfirmRegistrationAsync(string secret, string password = TestApp.Password, string? passwordConfirmation = null) =>
        PostAsync(ApiPaths.ConfirmEmail, new { token = secret, password, passwordConfirmation = passwordConfirmation ?? password });
}
