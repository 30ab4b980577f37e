using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Localization;

namespace PowApp._1.Web;

/// <param name="Field">The name of the field; empty for the form as a whole.</param>
public sealed record FormError(string Field, string Message);

/// <summary>What is wrong with the form that was sent, for every part of the page that shows it.</summary>
public sealed class FormErrors(IServiceProvider services, IStringLocalizer<Texts> localizer)
{
    private readonly List<FormError> _all = [];

    public event EventHandler? Changed;

    /// <summary>In the order of the fields.</summary>
    public IReadOnlyList<FormError> All => _all;

    /// <summary>The form came without a valid antiforgery token: its page is shown as if it had just been opened.</summary>
    public bool HasExpired { get; private set; }

    public string Of(string field) => string.Join(' ', _all.Where(error => error.Field == field).Select(error => error.Message));

    /// <summary>Whether something is wrong with a field of a form, on a page that has several.</summary>
    public bool AnyIn(string form) => _all.Any(error => error.Field.StartsWith($"{form}.", StringComparison.Ordinal));

    /// <summary>Checks a form by the attributes of its fields.</summary>
    /// <param name="prefix">The name of the form, on a page that has several.</param>
    /// <returns>False if something is wrong, which the page then shows.</returns>
    public bool Check(object form, string prefix = "")
    {
        List<FormError> found = [];
        foreach (var property in form.GetType().GetProperties())
        {
            var results = new List<ValidationResult>();
            Validator.TryValidateProperty(property.GetValue(form), new(form, services, items: null) { MemberName = property.Name }, results);
            found.AddRange(results.Select(result =>
                new FormError(prefix is "" ? property.Name : $"{prefix}.{property.Name}", localizer.GetString(result.ErrorMessage!))));
        }

        Show(found);
        return found is [];
    }

    public void Show(IEnumerable<FormError> errors)
    {
        _all.AddRange(errors);
        Changed?.Invoke(this, EventArgs.Empty);
    }

    public void Expire(string explanation)
    {
        HasExpired = true;
        Show([new("", explanation)]);
    }
}
