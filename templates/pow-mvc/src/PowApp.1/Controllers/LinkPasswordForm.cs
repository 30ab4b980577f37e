using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace PowApp._1.Controllers;

/// <summary>A password that is being chosen through an emailed link.</summary>
public sealed class LinkPasswordForm : NewPasswordForm
{
    /// <summary>The address of the account, to be shown. The link says it, whatever is sent with the form.</summary>
    [BindNever]
    public string? LinkEmail { get; set; }
}
