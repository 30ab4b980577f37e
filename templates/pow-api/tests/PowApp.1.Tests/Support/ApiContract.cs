using System.Text.Json;

namespace PowApp._1.Tests;

/// <summary>What the OpenAPI document promises.</summary>
public sealed class ApiContract(JsonElement document)
{
    /// <summary>What it says before its operations.</summary>
    public string Introduction { get; } = document.GetProperty("info").GetProperty("description").GetString()!;

    /// <summary>The groups of operations, in their order.</summary>
    public IReadOnlyList<(string Name, string Description)> Tags { get; } =
        [.. document.GetProperty("tags").EnumerateArray().Select(tag => (tag.GetProperty("name").GetString()!, tag.GetProperty("description").GetString()!))];

    public IReadOnlyList<ApiOperation> Operations { get; } =
    [
        .. from path in document.GetProperty("paths").EnumerateObject()
           from operation in path.Value.EnumerateObject()
           select new ApiOperation(operation.Name.ToUpperInvariant(), path.Name, operation.Value),
    ];

    public static async Task<ApiContract> OfAsync(TestApp app) => new((await app.NewVisitor().GetAsync("/openapi/v1.json")).Json);

    public ApiOperation Find(string method, string path) => Operations.Single(operation => operation.Method == method && operation.IsAt(path));

    /// <summary>The schema, where a reference stands in place of it.</summary>
    public JsonElement Resolve(JsonElement schema) =>
        schema.TryGetProperty("$ref", out var reference)
            ? document.GetProperty("components").GetProperty("schemas").GetProperty(reference.GetString()!.Split('/')[^1])
            : schema;

    /// <summary>What an answer lacks or has too much, as paths of properties.</summary>
    public IEnumerable<string> Differences(JsonElement value, JsonElement schema, string path = "")
    {
        schema = Resolve(schema);
        if (value.ValueKind is JsonValueKind.Array)
            return value.EnumerateArray().SelectMany((item, i) => Differences(item, schema.GetProperty("items"), $"{path}[{i}]"));
        if (value.ValueKind is not JsonValueKind.Object || !schema.TryGetProperty("properties", out var properties)) return [];

        var required = schema.GetProperty("required").EnumerateArray().Select(name => name.GetString()!);
        var missing = required.Where(name => !value.TryGetProperty(name, out _)).Select(name => $"{path}.{name} is missing");
        return value.EnumerateObject().Aggregate(missing, (all, property) => all.Concat(
            properties.TryGetProperty(property.Name, out var of) ? Differences(property.Value, of, $"{path}.{property.Name}") : [$"{path}.{property.Name} is not described"]));
    }
}

public sealed record ApiOperation(string Method, string Path, JsonElement Description)
{
    public bool IsOpen => !Description.TryGetProperty("security", out _);

    public string? Id => Description.TryGetProperty("operationId", out var id) ? id.GetString() : null;

    public IEnumerable<string> Tags => Description.GetProperty("tags").EnumerateArray().Select(tag => tag.GetString()!);

    public IEnumerable<(string Status, JsonElement Description)> Answers =>
        Description.GetProperty("responses").EnumerateObject().Select(answer => (answer.Name, answer.Value));

    /// <summary>The schema of the request; undefined without a body.</summary>
    public JsonElement Body => Description.TryGetProperty("requestBody", out var body) ? SchemaOf(body, "application/json") : default;

    /// <summary>A value stands for each parameter, as the <c>{id}</c> in <c>/sessions/{id}</c>.</summary>
    public bool IsAt(string path)
    {
        var (own, other) = (Path.Split('/'), path.Split('/'));
        return own.Length == other.Length && own.Zip(other).All(pair => pair.First == pair.Second || pair.First is ['{', ..] && Guid.TryParse(pair.Second, out _));
    }

    /// <summary>The examples of problems, by their codes.</summary>
    public static JsonElement ProblemsOf(JsonElement answer) => answer.GetProperty("content").GetProperty("application/problem+json").GetProperty("examples");

    public static JsonElement SchemaOf(JsonElement message, string contentType) => message.GetProperty("content").GetProperty(contentType).GetProperty("schema");

    public override string ToString() => $"{Method} {Path}";
}
