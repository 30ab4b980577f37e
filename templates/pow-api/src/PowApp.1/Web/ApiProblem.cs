using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace PowApp._1.Web;

/// <summary>Every answer that is an error (RFC 9457). Clients go by its code, which stays; the sentence is for people.</summary>
/// <param name="Status">The status of the answer.</param>
/// <param name="Code">What went wrong, such as <c>invalid_credentials</c>.</param>
/// <param name="Detail">The same in a sentence. Never repeats what was sent.</param>
public sealed partial record ApiProblem(int Status, string Code, string Detail) : IActionResult
{
    public const string ContentType = "application/problem+json";

    // Seconds. A database that is away may be back by then.
    private const string WorthTryingAgain = "5";

    private static readonly JsonSerializerOptions _json = new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    /// <summary>Always <c>about:blank</c>: the code says what went wrong.</summary>
    public string Type => "about:blank";

    /// <summary>What the status means.</summary>
    public string Title => ReasonPhrases.GetReasonPhrase(Status);

    /// <summary>What is wrong with which field, for people. The fields are named as in the request.</summary>
    public IReadOnlyDictionary<string, string[]>? Errors { get; init; }

    public Task WriteAsync(HttpContext context)
    {
        context.Response.StatusCode = Status;
        if (Status is StatusCodes.Status401Unauthorized) context.Response.Headers.WWWAuthenticate = "Bearer";
        if (Status is StatusCodes.Status503ServiceUnavailable) context.Response.Headers.TryAdd(HeaderNames.RetryAfter, WorthTryingAgain);
        return context.Response.WriteAsJsonAsync(this, _json, ContentType);
    }

    Task IActionResult.ExecuteResultAsync(ActionContext context) => WriteAsync(context.HttpContext);
}
