using System.ComponentModel.DataAnnotations;
using PowApp._1.Accounts;

namespace PowApp._1.Web;

/// <summary>
/// Refuses a new password that no account may have, together with whatever else is wrong with the form. Whether there has to be one,
/// <c>[Required]</c> says; whether it is too similar to the address is checked once the account is known.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class AcceptablePasswordAttribute : ValidationAttribute
{
    protected override ValidationResult? IsValid(object? value, ValidationContext validationContext)
    {
        var password = (string?)value;
        if (string.IsNullOrWhiteSpace(password)) return ValidationResult.Success;

        return validationContext.GetRequiredService<PasswordPolicy>().Explain(password) is { } refusal ? new(refusal) : ValidationResult.Success;
    }
}
