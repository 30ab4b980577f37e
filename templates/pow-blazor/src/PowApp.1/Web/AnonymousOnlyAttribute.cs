using Microsoft.AspNetCore.Authorization;

namespace PowApp._1.Web;

/// <summary>A page that makes no sense for users who are signed in: it leads them home instead.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class AnonymousOnlyAttribute : Attribute, IAllowAnonymous
{
    /// <summary>The page takes its form from everyone.</summary>
    public bool ExceptForms { get; init; }

    /// <summary>The only one of the routes of the page that this is about; null for all of them.</summary>
    public string? Path { get; init; }
}
