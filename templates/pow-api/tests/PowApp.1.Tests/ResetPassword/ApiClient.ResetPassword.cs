namespace PowApp._1.Tests;

public sealed partial class ApiClient
{
    private const string ResetPassword = "/api/v1/reset-password";

    public Task<Answer> AskToResetPasswordAsync(string email) => PostAsync(ResetPassword, new { email });

    /// <summary>Uses the secret of an emailed link.</summary>
    public Task<Answer> ResetPasswordAsync(string secret, string password = TestApp.NewPassword, string? passwordConfirmation = null) =>
        PutAsync(ResetPassword, new { token = secret, password, passwordConfirmation = passwordConfirmation ?? password });
}
