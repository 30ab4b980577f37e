using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.Identity;

namespace PowApp._1.Accounts;

/// <summary>What a refusal is about.</summary>
public enum AccountField
{
    /// <summary>No field in particular, such as a link that has expired.</summary>
    None,
    Email,
    Password,
    CurrentPassword,
}

/// <summary>Something that was refused, and why, in a sentence for the person who entered it.</summary>
public sealed record AccountError(AccountField Field, string Message);

/// <summary>The outcome of an operation on an account: the user, or why it was refused.</summary>
public sealed record AccountResult
{
    private AccountResult(User? user, IReadOnlyList<AccountError> errors) => (User, Errors) = (user, errors);

    public User? User { get; }

    public IReadOnlyList<AccountError> Errors { get; }

    [MemberNotNullWhen(true, nameof(User))]
    public bool Succeeded => User is not null;

    public static AccountResult Done(User user) => new(user, []);

    public static AccountResult Refused(AccountField field, string message) => new(null, [new(field, message)]);

    /// <summary>The validators of this app put the field into the code of the error.</summary>
    public static AccountResult Refused(IdentityResult result) =>
        new(null, [.. result.Errors.Select(error => new AccountError(Enum.Parse<AccountField>(error.Code), error.Description))]);
}
