using System.ComponentModel.DataAnnotations;

namespace PowApp._1.Web;

/// <summary>
/// Refuses what differs from another property. Says nothing of one that is missing, here or there: <c>[Required]</c> does, and one message is enough.
/// </summary>
/// <param name="otherProperty">The name of the other property.</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class RepeatsAttribute(string otherProperty) : CompareAttribute(otherProperty)
{
    protected override ValidationResult? IsValid(object? value, ValidationContext validationContext)
    {
        var other = validationContext.ObjectType.GetProperty(OtherProperty)!.GetValue(validationContext.ObjectInstance);
        return IsMissing(value) || IsMissing(other) ? ValidationResult.Success : base.IsValid(value, validationContext);
    }

    // As [Required] sees it.
    private static bool IsMissing(object? value) => string.IsNullOrWhiteSpace((string?)value);
}
