namespace PowApp._1.Web;

/// <summary>The view that holds the form which an action takes: shown again when the form is refused.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class FormPageAttribute(string view) : Attribute
{
    public string View { get; } = view;
}
