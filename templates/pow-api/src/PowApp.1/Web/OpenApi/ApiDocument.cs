using System.ComponentModel.DataAnnotations;
using System.Reflection;
using System.Text.Json;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.ApiExplorer;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.Extensions.Options;
using Microsoft.OpenApi;
using PowApp._1.Accounts;

namespace PowApp._1.Web;

/// <summary>
/// Adds to the OpenAPI document an introduction and what follows from how this API is built: the access token, and how operations fail. The rest
/// comes from the actions, their comments and their types.
/// </summary>
public sealed class ApiDocument(IOptions<AccountOptions> options)
    : IOpenApiDocumentTransformer, IOpenApiOperationTransformer, IOpenApiSchemaTransformer
{
    private const string UnknownField = "Unknown field \"passwort\".";

    /// <summary>Describes the API, its groups of operations, and how clients sign in.</summary>
    public Task TransformAsync(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellation)
    {
        var name = options.Value.AppName;
        document.Info = new() { Title = name, Version = context.DocumentName, Description = ApiIntroduction.Of(name) };
        var others = document.Tags?.Where(tag => !ApiTags.All.Any(own => own.Name == tag.Name)) ?? [];
        document.Tags = new HashSet<OpenApiTag>([.. ApiTags.All.Select(tag => new OpenApiTag { Name = tag.Name, Description = tag.Description }), .. others]);
        document.AddComponent(SessionHandler.SchemeName, new OpenApiSecurityScheme
        {
            Type = SecuritySchemeType.Http,
            Scheme = "bearer",
            Description = "The access token in the response to signing in.",
        });
        return Task.CompletedTask;
    }

    /// <summary>Describes who may call an operation, and the problems that it may return.</summary>
    public async Task TransformAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellation)
    {
        var (document, action) = (context.Document!, context.Description);
        if (!IsOpen(action)) operation.Security = [new() { [new(SessionHandler.SchemeName, document)] = [] }];

        document.AddComponent(nameof(ApiProblem), await context.GetOrCreateSchemaAsync(typeof(ApiProblem), cancellationToken: cancellation));
        foreach (var problems in ProblemsOf(action).GroupBy(problem => problem.Status).OrderBy(problems => problems.Key))
            operation.Responses![$"{problems.Key}"] = Describe([.. problems], BodyOf(action), document);
    }

    /// <summary>Marks a property that cannot be set as required, as every response has it. The framework does so only for parameters of constructors.</summary>
    public Task TransformAsync(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken cancellation)
    {
        foreach (var property in context.JsonTypeInfo.Properties.Where(property => property.Set is null))
        {
            (schema.Required ??= new HashSet<string>()).Add(property.Name);
            if (!property.IsGetNullable && schema.Properties?[property.Name] is OpenApiSchema { Type: { } type } value) value.Type = type & ~JsonSchemaType.Null;
        }

        return Task.CompletedTask;
    }

    private static Type? BodyOf(ApiDescription action) =>
        action.ParameterDescriptions.FirstOrDefault(parameter => parameter.Source == BindingSource.Body)?.Type;

    private static bool IsOpen(ApiDescription action) => action.ActionDescriptor.EndpointMetadata.OfType<IAllowAnonymous>().Any();

    private static IEnumerable<ApiProblem> ProblemsOf(ApiDescription action)
    {
        var metadata = action.ActionDescriptor.EndpointMetadata;
        foreach (var problem in metadata.OfType<ProducesProblemsAttribute>().SelectMany(declared => declared.Problems)) yield return problem;

        if (BodyOf(action) is not null)
        {
            yield return ApiProblem.InvalidJson;
            yield return ApiProblem.TooLarge;
            yield return ApiProblem.UnsupportedMediaType;
            yield return ApiProblem.InvalidValues;
        }

        if (!IsOpen(action)) yield return ApiProblem.Unauthenticated;
        if (metadata.OfType<RequireFreshSessionAttribute>().Any()) yield return ApiProblem.ReauthenticationRequired;
        else if (metadata.OfType<IAuthorizeData>().Any(rule => rule.Policy is not null || rule.Roles is not null)) yield return ApiProblem.Forbidden;
        yield return ApiProblem.Unavailable;
    }

    private static OpenApiResponse Describe(ApiProblem[] problems, Type? body, OpenApiDocument document)
    {
        var response = new OpenApiResponse
        {
            Description = string.Join(' ', problems.Select(problem => $"`{problem.Code}`: {problem.Detail}")),
            Content = new Dictionary<string, OpenApiMediaType>
            {
                [ApiProblem.ContentType] = new()
                {
                    Schema = new OpenApiSchemaReference(nameof(ApiProblem), document),
                    Examples = problems.ToDictionary(problem => problem.Code, problem => (IOpenApiExample)new OpenApiExample { Value = ExampleOf(problem, body).ToJson() }),
                },
            },
        };
        if (problems[0].Status is StatusCodes.Status401Unauthorized) AddHeader("WWW-Authenticate", JsonSchemaType.String, "The scheme: Bearer.");
        if (problems[0].Status is StatusCodes.Status429TooManyRequests or StatusCodes.Status503ServiceUnavailable)
            AddHeader("Retry-After", JsonSchemaType.Integer, "When to try again, in seconds.");
        return response;

        void AddHeader(string name, JsonSchemaType type, string description) => response.Headers = new Dictionary<string, IOpenApiHeader>
        {
            [name] = new OpenApiHeader { Description = description, Schema = new OpenApiSchema { Type = type } },
        };
    }

    private static ApiProblem ExampleOf(ApiProblem problem, Type? body)
    {
        if (problem == ApiProblem.InvalidJson) return problem with { Detail = UnknownField, Errors = Error("passwort", UnknownField) };

        var field = body?.GetProperties().FirstOrDefault(property => property.IsDefined(typeof(RequiredAttribute)));
        if (problem != ApiProblem.InvalidValues || field is null) return problem;

        var message = field.GetCustomAttribute<RequiredAttribute>()!.FormatErrorMessage(field.Name);
        return problem with { Errors = Error(JsonNamingPolicy.CamelCase.ConvertName(field.Name), message) };
    }

    private static Dictionary<string, string[]> Error(string field, string message) => new() { [field] = [message] };
}
