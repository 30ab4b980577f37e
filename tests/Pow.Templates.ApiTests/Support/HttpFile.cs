using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Pow.Templates.ApiTests.Support;

/// <summary>An .http file, read as an editor reads it: as much of the format as the one of the template uses.</summary>
internal sealed partial class HttpFile
{
    private readonly Dictionary<string, string> _variables;
    private readonly Dictionary<string, JsonElement> _answers = [];

    public HttpFile(string text)
    {
        var parts = text.Split("\n### ");
        _variables = Variable.Matches(parts[0]).ToDictionary(match => match.Groups[1].Value, match => match.Groups[2].Value);
        Requests = [.. parts[1..].Select(Parse)];
    }

    public IReadOnlyList<HttpFileRequest> Requests { get; }

    public IEnumerable<string> Variables => _variables.Keys;

    public void Set(string variable, string value) => _variables[variable] = value;

    public async Task<HttpStatusCode> SendAsync(HttpClient client, HttpFileRequest request)
    {
        using var message = new HttpRequestMessage(new HttpMethod(request.Method), Fill(request.Address));
        if (request.Body is not "") message.Content = new StringContent(Fill(request.Body), Encoding.UTF8, "application/json");
        if (request.Authorization is { } authorization) message.Headers.TryAddWithoutValidation("Authorization", Fill(authorization));

        using var response = await client.SendAsync(message);
        if (request.Name is not null) _answers[request.Name] = JsonElement.Parse(await response.Content.ReadAsStringAsync());
        return response.StatusCode;
    }

    private string Fill(string text) => Reference.Replace(text, match => match.Groups["answer"] is { Success: true, Value: var answer }
        ? _answers[answer].GetProperty(match.Groups["property"].Value).GetString()!
        : _variables[match.Groups["variable"].Value]);

    private static HttpFileRequest Parse(string part)
    {
        var parsed = Request.Match(part);
        return parsed.Success ? new(parsed) : throw new FormatException($"Which request is this?\n{part}");
    }

    [GeneratedRegex("^@([A-Za-z]+)=(.+)$", RegexOptions.Multiline)]
    private static partial Regex Variable { get; }

    [GeneratedRegex(@"\{\{(?:(?<answer>\w+)\.response\.body\.\$\.(?<property>\w+)|(?<variable>\w+))\}\}")]
    private static partial Regex Reference { get; }

    [GeneratedRegex(
        @"\A(?<status>\d{3}) (?<title>.+)\n(?:\# @name (?<name>\w+)\n)?(?<method>[A-Z]+) (?<address>\S+)\n(?:Authorization: (?<authorization>.+)\n)?(?:Content-Type: application/json\n\n(?<body>\{[\s\S]*?\n\}))?\s*\z")]
    private static partial Regex Request { get; }
}

internal sealed class HttpFileRequest(Match parsed)
{
    public HttpStatusCode Status { get; } = (HttpStatusCode)int.Parse(parsed.Groups["status"].Value);

    public string Title { get; } = parsed.Groups["title"].Value;

    public string? Name { get; } = parsed.Groups["name"] is { Success: true, Value: var name } ? name : null;

    public string Method { get; } = parsed.Groups["method"].Value;

    public string Address { get; } = parsed.Groups["address"].Value;

    public string? Authorization { get; } = parsed.Groups["authorization"] is { Success: true, Value: var authorization } ? authorization : null;

    public string Body { get; } = parsed.Groups["body"].Value;

    /// <summary>The variable of a mailed token that it sends.</summary>
    public string? MailedToken { get; } = System.Text.RegularExpressions.Regex.Match(parsed.Value, @"\{\{(\w+Token)\}\}") is { Success: true } match ? match.Groups[1].Value : null;
}
