using System.Net.Http.Headers;
using Microsoft.AspNetCore.Mvc.Testing;

namespace PowApp._1.Tests;

/// <summary>Somebody who uses the app in the way that it is made for. What a test says of visitors is what the app promises, whichever way that is.</summary>
public partial interface IVisitor
{
    /// <summary>Sent with every request.</summary>
    HttpRequestHeaders Headers { get; }

    /// <summary>What its requests are known by; null for an anonymous visitor.</summary>
    string? Session { get; }

    /// <summary>Shows something else from now on.</summary>
    void SetSession(string value);

    /// <summary>Sends all requests from this address from now on.</summary>
    IVisitor ComesFrom(string address);

    /// <summary>Another visitor, who has copied all that this one holds.</summary>
    IVisitor Copy();

    /// <summary>The same, for another process of the app.</summary>
    IVisitor CopyTo(WebApplicationFactory<Program> app);

    Task<bool> IsSignedInAsync();

    /// <summary>What the visitor is told of the account: its address.</summary>
    Task<string> ReadAccountAsync();

    Task<IAnswer> SignInAsync(string email, string password = TestApp.Password);

    Task<IAnswer> SignOutAsync();

    /// <summary>Gives the password again, before something sensitive.</summary>
    Task<IAnswer> ReauthenticateAsync(string password = TestApp.Password);

    Task<IAnswer> ChangeEmailAsync(string email, string currentPassword = TestApp.Password);

    /// <param name="password">The new one.</param>
    /// <param name="currentPassword">The one before.</param>
    /// <param name="passwordConfirmation">The new one once more, unless it is to differ.</param>
    Task<IAnswer> ChangePasswordAsync(
        string password = TestApp.NewPassword, string currentPassword = TestApp.Password, string? passwordConfirmation = null);

    /// <param name="password">The password, where it is asked for with the deletion itself.</param>
    Task<IAnswer> DeleteAccountAsync(string password = TestApp.Password);

    /// <summary>All that the list of the user's sessions tells.</summary>
    Task<string> ReadSessionsAsync();

    /// <summary>The ids of the user's other sessions, the one seen last first.</summary>
    Task<IReadOnlyList<Guid>> ListOtherSessionsAsync();

    Task<IAnswer> EndSessionAsync(Guid id);

    Task<IAnswer> EndOtherSessionsAsync();

    /// <summary>Uses the secret of the link "this was not me".</summary>
    Task<IAnswer> UndoEmailChangeAsync(string secret);
}
