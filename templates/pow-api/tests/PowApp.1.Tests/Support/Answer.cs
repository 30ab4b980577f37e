using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using PowApp._1.Accounts;

namespace PowApp._1.Tests;

/// <summary>What came back for a request.</summary>
public sealed class Answer : IAnswer
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

    public bool Succeeded => (int)Status is >= 200 and < 300;

    public bool IsRefused => Code is "invalid_values" or "invalid_credentials";

    public bool IsDeadLink => Code is "invalid_values" && ErrorOf("token") is not null;

    public bool AsksForPassword => Code is "reauthentication_required";

    public TokenPair? Tokens => Succeeded && Text("accessToken") is not null ? Json.Deserialize<TokenPair>(JsonSerializerOptions.Web) : null;

    /// <summary>What clients go by when something went wrong.</summary>
    public string? Code => Text("code");

    /// <summary>A property of the body; null when it is absent or null.</summary>
    public string? Text(string property) =>
        Json.ValueKind is JsonValueKind.Object && Json.TryGetProperty(property, out var value) && value.ValueKind is not JsonValueKind.Null ? value.ToString() : null;

    public string? ErrorOf(string field) =>
        Text("errors") is not null && Json.GetProperty("errors").TryGetProperty(field, out var errors) ? errors[0].GetString() : null;

    public string ShapeWithout(string typed)
    {
        var body = new[] { typed, Tokens?.AccessToken, Tokens?.RenewalToken }.OfType<string>().Aggregate(Body, (body, text) => body.Replace(text, ""));
        return string.Join('\n', Headers.SelectMany(header => header.Value.Select(value => $"{header.Key}: {value}")).Order().Prepend($"{Status} {ContentType}").Append(body));
    }

    public override string ToString() => $"{(int)Status} {Body}";

    internal static async Task<Answer> ReadAsync(HttpResponseMessage response) => new(response, await response.Content.ReadAsStringAsync());
}
