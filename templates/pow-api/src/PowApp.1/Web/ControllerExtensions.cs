using System.Text.Json;
using Microsoft.AspNetCore.Mvc;
using PowApp._1.Accounts;

namespace PowApp._1.Web;

public static class ControllerExtensions
{
    /// <summary>422, and why which value was refused.</summary>
    /// <param name="field">The one that an error without a field is about; null for none.</param>
    public static IActionResult Invalid(this ControllerBase controller, IReadOnlyList<AccountError> errors, string? field = null)
    {
        var byField = errors
            .Select(error => error.Field is "" ? error with { Field = field ?? "" } : error)
            .ToLookup(error => JsonNamingPolicy.CamelCase.ConvertName(error.Field), error => error.Message);
        return byField.Contains("")
            ? ApiProblem.InvalidValues with { Detail = byField[""].First() }
            : ApiProblem.InvalidValues with { Errors = byField.ToDictionary(messages => messages.Key, messages => messages.ToArray()) };
    }

    /// <summary>Tokens, or the problem in place of them.</summary>
    public static IActionResult Tokens(this ControllerBase controller, TokenResult result, int status = StatusCodes.Status200OK) =>
        result.Problem ?? (IActionResult)controller.StatusCode(status, result.Tokens);
}
