using System.Text.Json;
using Microsoft.AspNetCore.Mvc;
using PowApp._1.Accounts;

namespace PowApp._1.Web;

public static class ControllerExtensions
{
    /// <summary>422, with the reason why each value was refused.</summary>
    /// <param name="field">The field that an error without one is about; null for none.</param>
    public static IActionResult Invalid(this ControllerBase controller, IReadOnlyList<AccountError> errors, string? field = null)
    {
        var byField = errors.ToLookup(error => error.Field is AccountField.None ? field : error.Field.ToString(), error => error.Message);
        return byField.Contains(null)
            ? ApiProblem.InvalidValues with { Detail = byField[null].First() }
            : ApiProblem.InvalidValues with
            {
                Errors = byField.ToDictionary(messages => JsonNamingPolicy.CamelCase.ConvertName(messages.Key!), messages => messages.ToArray()),
            };
    }

    /// <summary>The tokens that the client goes on with, or 401 when its session has been ended since.</summary>
    public static IActionResult Tokens(this ControllerBase controller, CurrentSession session) =>
        session.Tokens is { } tokens ? controller.Ok(tokens) : ApiProblem.Unauthenticated;
}
