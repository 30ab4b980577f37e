using System.Text.Json.Serialization;
using Microsoft.AspNetCore.DataProtection;
using PowApp._1.Accounts;
using PowApp._1.Web;
using Scalar.AspNetCore;

namespace PowApp._1.FrontEnd;

/// <summary>
/// What Development has for a browser: a reference of the API at <c>/scalar</c>, and pages for the links in emails until there is a front end.
/// </summary>
public static class DevelopmentPages
{
    public static void AddDevelopmentPages(this WebApplicationBuilder builder)
    {
        if (!builder.Environment.IsDevelopment()) return;

        builder.Services.AddOpenApi(openApi => openApi
            .AddDocumentTransformer<ApiDocument>()
            .AddOperationTransformer<ApiDocument>()
            .AddSchemaTransformer<ApiDocument>());
        builder.Services.ConfigureHttpJsonOptions(json => json.SerializerOptions.NumberHandling = JsonNumberHandling.Strict); // The document's.
        builder.Services.AddRazorComponents();
        builder.Services.AddDataProtection().UseEphemeralDataProtectionProvider(); // Comes with Razor, protects nothing here.
    }

    public static void MapDevelopmentPages(this WebApplication app)
    {
        if (!app.Environment.IsDevelopment()) return;

        app.UseStaticFiles(); // As endpoints, they would hide that a path does not exist or a method is not supported.
        app.MapOpenApi();
        app.MapGet("/", () => Results.Redirect("~/scalar")).ExcludeFromDescription();
        app.MapScalarApiReference(scalar => scalar
                .AddPreferredSecuritySchemes(SessionHandler.SchemeName)
                .DisableDefaultFonts().DisableTelemetry().DisableAgent().DisableMcp().HideDeveloperTools().HideClientButton()
                .WithCustomCss(".generate-sdk-button, .scalar-button-gradient { display: none !important; }")) // They lead to an offer of Scalar.
            .AddEndpointFilter(AllowScriptsOfReference);
        app.MapFrontEndPages();
    }

    // It contains everything that it needs: nothing is loaded from elsewhere.
    private static ValueTask<object?> AllowScriptsOfReference(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        context.HttpContext.Response.Headers.ContentSecurityPolicy =
            "default-src 'self'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:";
        return next(context);
    }
}
