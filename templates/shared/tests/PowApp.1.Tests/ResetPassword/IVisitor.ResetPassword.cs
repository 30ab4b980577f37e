namespace PowApp._1.Tests;

public partial interface IVisitor
{
    Task<IAnswer> AskToResetPasswordAsync(string email);

    /// <summary>Uses the secret of a mailed link.</summary>
    Task<IAnswer> ResetPasswordAsync(string secret, string password = TestApp.NewPassword, string? passwordConfirmation = null);
}
