namespace PowApp._1.Tests;

public partial interface IVisitor
{
    Task<IAnswer> AskToConfirmEmailAsync(string email);

    /// <summary>Uses the secret of a mailed link, and chooses the password of the new account.</summary>
    Task<IAnswer> ConfirmEmailAsync(string secret, string password, string? passwordConfirmation = null);
}
