using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace PowApp._1.Web;

/// <summary>Answers a body that cannot be read (400), or whose values break the rules of its type (422).</summary>
public static class InvalidBody
{
    public static IActionResult Explain(ActionContext context)
    {
        var fields = context.ModelState.Where(field => field.Value is { ValidationState: ModelValidationState.Invalid }).ToList();

        // What could not be read has the path of a JSON reader as its name, or none.
        return fields.Any(field => field.Key is "" or ['$', ..] || field.Value!.Errors.Any(error => error.Exception is not null))
            ? new UnreadableBody()
            : ApiProblem.InvalidValues with
            {
                Errors = fields.ToDictionary(field => field.Key, field => field.Value!.Errors.Select(error => error.ErrorMessage).ToArray()),
            };
    }
}
