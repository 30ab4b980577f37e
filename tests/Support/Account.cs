namespace Pow.Templates.Support;

internal sealed record Account(string Email, string Password)
{
    /// <summary>An account that no other test uses.</summary>
    public static Account New() => new($"ada.{Guid.NewGuid():N}@example.com", "correct horse battery");
}
