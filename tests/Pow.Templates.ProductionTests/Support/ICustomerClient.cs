namespace Pow.Templates.ProductionTests.Support;

/// <summary>With what a customer uses the app: a browser, or an app of its API.</summary>
internal interface ICustomerClient : IDisposable
{
    Task<Answer> RegisterAsync(Account account);

    Task<Answer> SignInAsync(Account account);

    Task<Answer> ChangePasswordAsync(string password, string newPassword);

    Task<Answer> AskToResetPasswordAsync(string email);

    Task<bool> IsSignedInAsync();
}
