namespace PowApp._1.Tests;

public sealed partial class ApiClient
{
    private const string ConfirmEmail = "/api/v1/confirm-email";

    public Task<Answer> ConfirmEmailAsync(string token) => PostAsync(ConfirmEmail, new { token });

    async Task<IAnswer> IVisitor.ConfirmEmailAsync(string secret) => await ConfirmEmailAsync(secret);
}
