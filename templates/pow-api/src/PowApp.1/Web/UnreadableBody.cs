using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.Extensions.Options;

namespace PowApp._1.Web;

/// <summary>
/// Answers a body that could not be read: 400, and what is wrong with which field. The reader stops at the first mistake and its messages name
/// types, so the body is looked at again.
/// </summary>
public sealed class UnreadableBody : IActionResult
{
    // Enough to mend a request by. A long body could have thousands.
    private const int MostMistakes = 10;

    public async Task ExecuteResultAsync(ActionContext context)
    {
        var json = context.HttpContext.RequestServices.GetRequiredService<IOptions<JsonOptions>>().Value.JsonSerializerOptions;
        var request = context.ActionDescriptor.Parameters.Single(parameter => parameter.BindingInfo?.BindingSource == BindingSource.Body).ParameterType;
        await (await ExplainAsync(context.HttpContext.Request.Body, json.GetTypeInfo(request))).WriteAsync(context.HttpContext);
    }

    private static async Task<ApiProblem> ExplainAsync(Stream body, JsonTypeInfo request)
    {
        body.Position = 0;
        try
        {
            using var json = await JsonDocument.ParseAsync(body, new() { MaxDepth = request.Options.MaxDepth });
            if (json.RootElement.ValueKind is not JsonValueKind.Object) return ApiProblem.InvalidJson;

            var mistakes = MistakesIn(json.RootElement, request).Take(MostMistakes).ToList();
            return mistakes is [] ? ApiProblem.InvalidJson : ApiProblem.InvalidJson with
            {
                Detail = string.Join(' ', mistakes.Select(mistake => mistake.Message)),
                Errors = mistakes.GroupBy(mistake => mistake.Field, mistake => mistake.Message).ToDictionary(field => field.Key, field => field.ToArray()),
            };
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException) // No JSON, or half a letter in a name.
        {
            return ApiProblem.InvalidJson;
        }
    }

    private static IEnumerable<(string Field, string Message)> MistakesIn(JsonElement body, JsonTypeInfo request)
    {
        var read = new HashSet<JsonPropertyInfo>();
        foreach (var sent in body.EnumerateObject())
        {
            var field = request.Properties.FirstOrDefault(property => property.Name.Equals(sent.Name, StringComparison.OrdinalIgnoreCase));
            if (field is null) yield return (sent.Name, $"Unknown field \"{sent.Name}\".");
            else if (!read.Add(field)) yield return (field.Name, $"\"{field.Name}\" must be sent only once.");
            else if (!IsReadable(sent.Value, field)) yield return (field.Name, $"\"{field.Name}\" must be {KindOf(field.PropertyType)}.");
        }
    }

    private static bool IsReadable(JsonElement value, JsonPropertyInfo field)
    {
        try
        {
            value.Deserialize(field.PropertyType, field.Options);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static string KindOf(Type type) => Type.GetTypeCode(Nullable.GetUnderlyingType(type) ?? type) switch
    {
        TypeCode.String => "a string",
        TypeCode.Boolean => "true or false",
        >= TypeCode.SByte and <= TypeCode.Decimal => "a number",
        _ => "valid",
    };
}
