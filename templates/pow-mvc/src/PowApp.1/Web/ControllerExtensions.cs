using Microsoft.AspNetCore.Mvc;
using PowApp._1.Accounts;

namespace PowApp._1.Web;

public static class ControllerExtensions
{
    /// <summary>422 and the page of the form, with what was typed (never a password) and why it was refused.</summary>
    /// <param name="errors">What the service refused, on top of what the form's own rules did.</param>
    /// <param name="prefix">The form's name, on a page that has several.</param>
    public static IActionResult Invalid(this Controller controller, object model, IReadOnlyList<AccountError>? errors = null, string prefix = "")
    {
        foreach (var error in errors ?? [])
            controller.ModelState.AddModelError(FieldName(prefix, error.Field), error.Message);

        var page = controller.ControllerContext.ActionDescriptor.EndpointMetadata.OfType<FormPageAttribute>().Single();
        controller.Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return controller.View(page.View, model);
    }

    /// <summary>303, so that the browser gets the next page rather than sending the form again; optionally with a notice on that page.</summary>
    public static IActionResult GoTo(this Controller controller, string path, string? notice = null) =>
        new SeeOtherResult(path, notice is null ? null : new Notice(notice, IsProblem: false));

    /// <summary>The same, where something did not work.</summary>
    public static IActionResult GoToWithProblem(this Controller controller, string path, string problem) =>
        new SeeOtherResult(path, new Notice(problem, IsProblem: true));

    private static string FieldName(string prefix, string field) => (prefix, field) switch
    {
        ("", _) or (_, "") => field,
        _ => $"{prefix}.{field}",
    };
}
