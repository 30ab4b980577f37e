namespace PowApp._1.Tests;

public sealed partial class ApiClient
{
    public Task<Answer> RegisterAsync(string email, string password = TestApp.Password, string? passwordConfirmation = null) =>
        PostAsync(Journeys.Account, new { email, password, passwordConfirmation = passwordConfirmation ?? password });

    async Task<IAnswer> IVisitor.RegisterAsync(string email, string password, string? passwordConfirmation) =>
        await RegisterAsync(email, password, passwordConfirmation);
}
