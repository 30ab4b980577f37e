using Microsoft.AspNetCore.Mvc;
using PowApp._1.Accounts;

namespace PowApp._1.Web;

public static class ControllerExtensions
{
    /// <summary>422 and the page of the form, with what was typed (never a password) and why it was refused.</summary>
    /// <param name="errors">What a service refused, besides what the rules of the form refused.</param>
    /// <param name="prefix">The name of the form, on a page that has several.</param>
    public static IActionResult Invalid(this Controller controller, object model, IReadOnlyList<AccountError>? errors = null, string prefix = "")
    {
        foreach (var error in errors ?? [])
            controller.ModelState.AddModelError(NameOf(error.Field, prefix), error.Message);

        var page = controller.ControllerContext.ActionDescriptor.EndpointMetadata.OfType<FormPageAttribute>().Single();
        controller.Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return controller.View(page.View, model);
    }

    /// <summary>303 to what comes after a form that was accepted. The page may show a notice.</summary>
    public static IActionResult Done(this Controller controller, string path, string? notice = null) =>
        new SeeOtherResult(path, notice is null ? null : new Notice(notice, IsProblem: false), isDone: true);

    /// <summary>303 to another page, where nothing has been done yet.</summary>
    public static IActionResult GoTo(this Controller controller, string path) => new SeeOtherResult(path);

    /// <summary>The same, with a notice that something did not work.</summary>
    public static IActionResult GoToWithProblem(this Controller controller, string path, string problem) =>
        new SeeOtherResult(path, new Notice(problem, IsProblem: true));

    private static string NameOf(AccountField field, string prefix) => (field, prefix) switch
    {
        (AccountField.None, _) => "",
        (_, "") => field.ToString(),
        _ => $"{prefix}.{field}",
    };
}
