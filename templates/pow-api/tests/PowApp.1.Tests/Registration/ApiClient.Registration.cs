namespace PowApp._1.Tests;

public sealed partial class ApiClient
{
    /// <param name="email">The address of the new account.</param>
    /// <param name="password">Its password.</param>
    /// <param name="passwordConfirmation">The password once more, unless it is to differ.</param>
    public Task<Answer> RegisterAsync(string email, string password = TestApp.Password, string? passwordConfirmation = null) =>
        PostAsync(ApiPaths.Account, new { email, password, passwordConfirmation = passwordConfirmation ?? password });
}
