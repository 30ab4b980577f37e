using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.Identity;

namespace PowApp._1.Accounts;

/// <summary>Something that was refused: the field it concerns ("" for none) and a text for the person who filled it in.</summary>
public sealed record AccountError(string Field, string Message);

/// <summary>What became of an operation on an account: the user, or why it was refused.</summary>
public sealed record AccountResult
{
    private AccountResult(User? user, IReadOnlyList<AccountError> errors) => (User, Errors) = (user, errors);

    public User? User { get; }

    public IReadOnlyList<AccountError> Errors { get; }

    [MemberNotNullWhen(true, nameof(User))]
    public bool Succeeded => User is not null;

    public bool IsRefusedFor(string field) => Errors.Any(error => error.Field == field);

    public static AccountResult Done(User user) => new(user, []);

    public static AccountResult Refused(string field, string message) => new(null, [new(field, message)]);

    /// <summary>The validators of this app put the field into the error's code.</summary>
    public static AccountResult Refused(IdentityResult result) =>
        new(null, [.. result.Errors.Select(error => new AccountError(error.Code, error.Description))]);
}
