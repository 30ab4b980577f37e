using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using PowApp._1.Accounts;

namespace PowApp._1.Tests;

/// <summary>What came back for a request.</summary>
public sealed class Answer
{
    private Answer(HttpResponseMessage response, string body)
    {
        Status = response.StatusCode;
        Headers = response.Headers;
        ContentType = response.Content.Headers.ContentType?.ToString();
        Body = body;
        if (body is not "" && response.Content.Headers.ContentType?.MediaType is "application/json" or "application/problem+json") Json = JsonElement.Parse(body);
    }

    public HttpStatusCode Status { get; }

    public HttpResponseHeaders Headers { get; }

    public string? ContentType { get; }

    public string Body { get; }

    /// <summary>Undefined for a body that is no JSON.</summary>
    public JsonElement Json { get; }

    /// <summary>What was asked for is done.</summary>
    public bool Succeeded => (int)Status is >= 200 and < 300;

    /// <summary>What was sent is refused, and a reason is given.</summary>
    public bool IsRefused => Code is "invalid_values" or "invalid_credentials";

    /// <summary>The secret of an emailed link opens nothing.</summary>
    public bool IsDeadLink => Code is "invalid_values" && ErrorOf("token") is not null;

    /// <summary>What was asked for is sensitive: the password has to be given again first.</summary>
    public bool AsksForPassword => Code is "reauthentication_required";

    public TokenPair? Tokens => Succeeded && Text("accessToken") is not null ? Json.Deserialize<TokenPair>(JsonSerializerOptions.Web) : null;

    /// <summary>What clients go by when something went wrong.</summary>
    public string? Code => Text("code");

    /// <summary>A property of the body; null when it is absent or null.</summary>
    public string? Text(string property) =>
        Json.ValueKind is JsonValueKind.Object && Json.TryGetProperty(property, out var value) && value.ValueKind is not JsonValueKind.Null ? value.ToString() : null;

    /// <summary>What is said of a field whose value was refused; null for nothing.</summary>
    public string? ErrorOf(string field) =>
        Text("errors") is not null && Json.GetProperty("errors").TryGetProperty(field, out var errors) ? errors[0].GetString() : null;

    /// <summary>
    /// All that a stranger could compare, without what differs for everybody: two answers of the same shape tell nothing apart.
    /// </summary>
    /// <param name="typed">What was sent and comes back.</param>
    public string ShapeWithout(string typed)
    {
#if (!EmailConfirmation)
        string?[] different = [typed, Tokens?.AccessToken, Tokens?.RenewalToken];
#endif
#if (EmailConfirmation)
        string?[] different = [typed, Tokens?.AccessToken, Tokens?.RenewalToken, Text("registrationProof")];
#endif
        var body = different.OfType<string>().Aggregate(Body, (body, text) => body.Replace(text, ""));
        return string.Join('\n', Headers.SelectMany(header => header.Value.Select(value => $"{header.Key}: {value}")).Order().Prepend($"{Status} {ContentType}").Append(body));
    }

    public override string ToString() => $"{(int)Status} {Body}";

    internal static async Task<Answer> ReadAsync(HttpResponseMessage response) => new(response, await response.Content.ReadAsStringAsync());
}
