namespace PowApp._1.Tests;

public partial interface IVisitor
{
    /// <summary>Uses the secret of a mailed link.</summary>
    Task<IAnswer> ConfirmEmailAsync(string secret);
}
