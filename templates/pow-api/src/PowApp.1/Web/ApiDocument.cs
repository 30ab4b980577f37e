using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.Extensions.Options;
using Microsoft.OpenApi;
using PowApp._1.Accounts;

namespace PowApp._1.Web;

/// <summary>
/// Adds to the OpenAPI document what follows from how this API is built: the access token, and how operations fail. The rest comes from the
/// actions, their comments and their types.
/// </summary>
public sealed class ApiDocument(IOptions<AccountOptions> options)
    : IOpenApiDocumentTransformer, IOpenApiOperationTransformer, IOpenApiSchemaTransformer
{
    /// <summary>Describes the API, and how clients sign in.</summary>
    public Task TransformAsync(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellation)
    {
        document.Info = new() { Title = options.Value.AppName, Version = context.DocumentName };
        document.AddComponent(SessionHandler.SchemeName, new OpenApiSecurityScheme
        {
            Type = SecuritySchemeType.Http,
            Scheme = "bearer",
            Description = "The access token in the response to signing in.",
        });
        return Task.CompletedTask;
    }

    /// <summary>Describes who may call an operation, and the problems that it may return besides those that its action names.</summary>
    public async Task TransformAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellation)
    {
        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        var isOpen = metadata.OfType<IAllowAnonymous>().Any();
        if (!isOpen) operation.Security = [new() { [new(SessionHandler.SchemeName, context.Document)] = [] }];

        var responses = operation.Responses!;
        if (!isOpen) Add(ApiProblem.Unauthenticated);
        if (metadata.OfType<RequireFreshSessionAttribute>().Any()) Add(ApiProblem.ReauthenticationRequired);
        else if (metadata.OfType<IAuthorizeData>().Any(rule => rule.Policy is not null || rule.Roles is not null)) Add(ApiProblem.Forbidden);
        if (operation.RequestBody is not null)
        {
            Add(ApiProblem.InvalidJson);
            Add(ApiProblem.TooLarge);
            Add(ApiProblem.UnsupportedMediaType);
            Add(ApiProblem.InvalidValues);
        }

        Add(ApiProblem.Unavailable);

        context.Document!.AddComponent(nameof(ApiProblem), await context.GetOrCreateSchemaAsync(typeof(ApiProblem), cancellationToken: cancellation));
        foreach (var (status, response) in responses.Where(response => response.Key[0] is '4' or '5'))
            Describe(status, (OpenApiResponse)response, context.Document);

        void Add(ApiProblem problem) =>
            responses.TryAdd($"{problem.Status}", new OpenApiResponse { Description = $"`{problem.Code}`: {problem.Detail}" });
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

    private static void Describe(string status, OpenApiResponse response, OpenApiDocument document)
    {
        response.Content = new Dictionary<string, OpenApiMediaType>
        {
            [ApiProblem.ContentType] = new() { Schema = new OpenApiSchemaReference(nameof(ApiProblem), document) },
        };
        if (status is "401") AddHeader("WWW-Authenticate", JsonSchemaType.String, "The scheme: Bearer.");
        if (status is "429" or "503") AddHeader("Retry-After", JsonSchemaType.Integer, "When to try again, in seconds.");

        void AddHeader(string name, JsonSchemaType type, string description) => response.Headers = new Dictionary<string, IOpenApiHeader>
        {
            [name] = new OpenApiHeader { Description = description, Schema = new OpenApiSchema { Type = type } },
        };
    }
}
