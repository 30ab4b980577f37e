namespace PowApp._1.Tests;

public partial interface IVisitor
{
    /// <param name="email">The address of the new account.</param>
    /// <param name="password">Its password.</param>
    /// <param name="passwordConfirmation">The password once more, unless it is to differ.</param>
    Task<IAnswer> RegisterAsync(string email, string password = TestApp.Password, string? passwordConfirmation = null);
}
