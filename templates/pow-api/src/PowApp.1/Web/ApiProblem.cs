using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace PowApp._1.Web;

/// <summary>Every response that is an error (RFC 9457). Clients rely on its code, which does not change. The sentence is for people.</summary>
/// <param name="Status">The status of the response.</param>
/// <param name="Code">What went wrong, such as <c>invalid_credentials</c>.</param>
/// <param name="Detail">The same in a sentence. Never repeats a value that was sent.</param>
public sealed record ApiProblem(int Status, string Code, string Detail) : IActionResult
{
    public static readonly ApiProblem InvalidRequest = new(400, "invalid_request", "The request is malformed.");
    public static readonly ApiProblem InvalidJson = new(400, "invalid_json", "The body must be one JSON object with the fields of this request.");

    public static readonly ApiProblem Unauthenticated = new(401, "unauthenticated", "A valid access token is required.");
    public static readonly ApiProblem InvalidCredentials = new(401, "invalid_credentials", "Incorrect email or password.");
    public static readonly ApiProblem IncorrectPassword = new(401, "invalid_credentials", "Incorrect password.");
    public static readonly ApiProblem InvalidRenewalToken = new(401, "invalid_renewal_token", "This renewal token is not valid. Sign in again.");

    public static readonly ApiProblem Forbidden = new(403, "forbidden", "This is not allowed.");
    public static readonly ApiProblem HttpsRequired = new(403, "https_required", "This API requires HTTPS. What was sent without it is no longer secret.");
    public static readonly ApiProblem ReauthenticationRequired = new(403, "reauthentication_required", "Re-enter the password first.");
#if (EmailConfirmation)
    public static readonly ApiProblem EmailUnconfirmed = new(403, "email_unconfirmed", "Confirm the email address first.");
#endif

    public static readonly ApiProblem NotFound = new(404, "not_found", "Not found.");
    public static readonly ApiProblem MethodNotAllowed = new(405, "method_not_allowed", "Method not supported for this URL.");
    public static readonly ApiProblem TooLarge = new(413, "too_large", "The body is too large.");
    public static readonly ApiProblem UnsupportedMediaType = new(415, "unsupported_media_type", "The body must be application/json, in UTF-8.");
    public static readonly ApiProblem InvalidValues = new(422, "invalid_values", "Some values were refused.");
    public static readonly ApiProblem TooManyAttempts = new(429, "too_many_attempts", "Too many attempts. Try again later.");

    public static readonly ApiProblem InternalError = new(500, "internal_error", "Something went wrong on our side.");
    public static readonly ApiProblem Busy = new(503, "busy", "We're busy right now. Try again in a moment.");
    public static readonly ApiProblem Unavailable = new(503, "unavailable", "We can't respond right now. Try again in a moment.");

    /// <summary>One for each code, in the order in which they are here.</summary>
    public static IEnumerable<ApiProblem> All =>
        typeof(ApiProblem).GetFields().Select(problem => problem.GetValue(null)).OfType<ApiProblem>().DistinctBy(problem => problem.Code);

    /// <summary>The problem for a status that was set without one.</summary>
    public static ApiProblem Of(int status) => status switch
    {
        401 => Unauthenticated,
        403 => Forbidden,
        404 => NotFound,
        405 => MethodNotAllowed,
        413 => TooLarge,
        415 => UnsupportedMediaType,
        503 => Unavailable,
        >= 500 => InternalError,
        _ => InvalidRequest with { Status = status },
    };

    public const string ContentType = "application/problem+json";

    // In seconds. A database that is down may be back by then.
    private const string WorthTryingAgain = "5";

    private static readonly JsonSerializerOptions _json = new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    /// <summary>Always <c>about:blank</c>: the code says what went wrong.</summary>
    public string Type => "about:blank";

    /// <summary>What the status means.</summary>
    public string Title => ReasonPhrases.GetReasonPhrase(Status);

    /// <summary>What is wrong with which field, for people. The fields are named as in the request.</summary>
    public IReadOnlyDictionary<string, string[]>? Errors { get; init; }

    public JsonNode ToJson() => JsonSerializer.SerializeToNode(this, _json)!;

    public Task WriteAsync(HttpContext context)
    {
        context.Response.StatusCode = Status;
        if (Status is StatusCodes.Status401Unauthorized) context.Response.Headers.WWWAuthenticate = "Bearer";
        if (Status is StatusCodes.Status503ServiceUnavailable) context.Response.Headers.TryAdd(HeaderNames.RetryAfter, WorthTryingAgain);
        return context.Response.WriteAsJsonAsync(this, _json, ContentType);
    }

    Task IActionResult.ExecuteResultAsync(ActionContext context) => WriteAsync(context.HttpContext);
}
