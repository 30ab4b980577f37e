using System.Text.Json;
using Microsoft.AspNetCore.Mvc;
using PowApp._1.Accounts;

namespace PowApp._1.Web;

public static class ControllerExtensions
{
    /// <summary>422, with the reason why each value was refused.</summary>
    public static IActionResult Invalid(this ControllerBase controller, IReadOnlyList<AccountError> errors) =>
        errors.FirstOrDefault(error => error.Field is AccountField.None) is { } general
            ? ApiProblem.InvalidValues with { Detail = general.Message }
            : ApiProblem.InvalidValues with { Errors = ByField(errors, error => error.Field.ToString()) };

    /// <summary>The same for a request with the token of an emailed link, which stands for the address too.</summary>
    public static IActionResult InvalidLink(this ControllerBase controller, IReadOnlyList<AccountError> errors) =>
        ApiProblem.InvalidValues with
        {
            Errors = ByField(errors, error => error.Field is AccountField.None or AccountField.Email ? "token" : error.Field.ToString()),
        };

    /// <summary>The tokens that the client goes on with, or 401 when its session has been ended since.</summary>
    public static IActionResult Tokens(this ControllerBase controller, CurrentSession session) =>
        session.Tokens is { } tokens ? controller.Ok(tokens) : ApiProblem.Unauthenticated;

    private static Dictionary<string, string[]> ByField(IReadOnlyList<AccountError> errors, Func<AccountError, string> fieldOf) => errors
        .GroupBy(error => JsonNamingPolicy.CamelCase.ConvertName(fieldOf(error)), error => error.Message)
        .ToDictionary(messages => messages.Key, messages => messages.ToArray());
}
