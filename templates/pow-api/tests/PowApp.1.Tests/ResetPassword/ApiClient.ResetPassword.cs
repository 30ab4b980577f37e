namespace PowApp._1.Tests;

public sealed partial class ApiClient
{
    private const string ResetPassword = "/api/v1/reset-password";

    public Task<Answer> AskToResetPasswordAsync(string email) => PostAsync(ResetPassword, new { email });

    public Task<Answer> ResetPasswordAsync(string token, string password = TestApp.NewPassword, string? passwordConfirmation = null) =>
        PutAsync(ResetPassword, new { token, password, passwordConfirmation = passwordConfirmation ?? password });

    async Task<IAnswer> IVisitor.AskToResetPasswordAsync(string email) => await AskToResetPasswordAsync(email);

    async Task<IAnswer> IVisitor.ResetPasswordAsync(string secret, string password, string? passwordConfirmation) =>
        await ResetPasswordAsync(secret, password, passwordConfirmation);
}
