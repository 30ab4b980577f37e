namespace PowApp._1.Tests;

/// <summary>Somebody who uses the app in the way that it is made for. What a test says of visitors is what the app promises, whichever way that is.</summary>
public partial interface IVisitor
{
    /// <summary>Sends all requests from this address from now on.</summary>
    IVisitor ComesFrom(string address);

    /// <summary>Another visitor, who has copied all that this one holds.</summary>
    IVisitor Copy();

    Task<bool> IsSignedInAsync();

    Task<IAnswer> SignInAsync(string email, string password = TestApp.Password);

    Task<IAnswer> SignOutAsync();

    /// <summary>Gives the password again, before something sensitive.</summary>
    Task<IAnswer> ReauthenticateAsync(string password = TestApp.Password);

    Task<IAnswer> ChangeEmailAsync(string email, string currentPassword = TestApp.Password);

    Task<IAnswer> ChangePasswordAsync(string password = TestApp.NewPassword, string currentPassword = TestApp.Password);

    Task<IAnswer> DeleteAccountAsync();

    /// <summary>The ids of the user's other sessions, the one seen last first.</summary>
    Task<IReadOnlyList<Guid>> ListOtherSessionsAsync();

    Task<IAnswer> EndSessionAsync(Guid id);

    Task<IAnswer> EndOtherSessionsAsync();

    /// <summary>Uses the secret of the link "this was not me".</summary>
    Task<IAnswer> UndoEmailChangeAsync(string secret);
}
