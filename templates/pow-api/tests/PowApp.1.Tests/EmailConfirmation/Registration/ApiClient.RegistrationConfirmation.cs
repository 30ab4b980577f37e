namespace PowApp._1.Tests;

public sealed partial class ApiClient
{
    public Task<Answer> AskToConfirmEmailAsync(string email) => PostAsync($"{ConfirmEmail}/resend", new { email });

    public Task<Answer> ConfirmEmailAsync(string token, string password, string? passwordConfirmation = null) =>
        PostAsync(ConfirmEmail, new { token, password, passwordConfirmation = passwordConfirmation ?? password });

    async Task<IAnswer> IVisitor.AskToConfirmEmailAsync(string email) => await AskToConfirmEmailAsync(email);

    async Task<IAnswer> IVisitor.ConfirmEmailAsync(string secret, string password, string? passwordConfirmation) =>
        await ConfirmEmailAsync(secret, password, passwordConfirmation);
}
