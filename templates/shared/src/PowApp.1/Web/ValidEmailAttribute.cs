using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Localization;
using PowApp._1.Mail;

namespace PowApp._1.Web;

/// <summary>Refuses what is not an email address, before it costs or counts anything. Whether there has to be one, <c>[Required]</c> says.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class ValidEmailAttribute : ValidationAttribute
{
    protected override ValidationResult? IsValid(object? value, ValidationContext validationContext)
    {
        if (value is null or "" || EmailAddress.TryParse((string)value, out _)) return ValidationResult.Success;

        var localizer = validationContext.GetRequiredService<IStringLocalizer<Texts>>();
        return new(localizer["Enter a valid email address, such as name@example.com."]);
    }
}
