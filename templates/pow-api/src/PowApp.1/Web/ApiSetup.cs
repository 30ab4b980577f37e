using System.Data.Common;
using System.Text;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.HostFiltering;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Formatters;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.ModelBinding.Metadata;
using Microsoft.EntityFrameworkCore;

namespace PowApp._1.Web;

/// <summary>How the API is served: JSON, languages, problems, and the order in which a request meets all that.</summary>
public static class ApiSetup
{
    // What this app takes is flat. Raise it where yours is not.
    private const int DeepestJson = 4;

    public static void AddApi(this WebApplicationBuilder builder)
    {
        SecurityHeaders.Add(builder.Services);
        builder.AddTransport();
        builder.AddLogFilters();
        builder.AddLanguages();
        builder.AddCors();
        builder.AddDevelopmentPages();
        builder.Services.Configure<HostFilteringOptions>(hosts => hosts.IncludeFailureMessage = false); // It would be a page.

        builder.Services
            .AddControllers(mvc =>
            {
                mvc.Filters.Add<TryAgainLaterFilter>();
                mvc.Filters.Add(new ProducesAttribute("application/json"));
                mvc.ModelMetadataDetailsProviders.Add(new SystemTextJsonValidationMetadataProvider());
                mvc.SuppressImplicitRequiredAttributeForNonNullableReferenceTypes = true;

                // Nothing is read from a form: it would be looked at before its type is refused.
                mvc.ValueProviderFactories.RemoveType<FormValueProviderFactory>();
                mvc.ValueProviderFactories.RemoveType<FormFileValueProviderFactory>();
                mvc.ValueProviderFactories.RemoveType<JQueryFormValueProviderFactory>();

                var json = mvc.InputFormatters.OfType<SystemTextJsonInputFormatter>().Single();
                json.SupportedMediaTypes.Clear();
                json.SupportedMediaTypes.Add("application/json");
                json.SupportedEncodings.Clear();
                json.SupportedEncodings.Add(Encoding.UTF8);
            })
            .ConfigureApiBehaviorOptions(api =>
            {
                api.InvalidModelStateResponseFactory = InvalidBody.Explain;
                api.SuppressMapClientErrors = true; // UseStatusCodePages answers for these too.
            })
            .AddJsonOptions(json =>
            {
                json.JsonSerializerOptions.MaxDepth = DeepestJson;
                json.JsonSerializerOptions.AllowDuplicateProperties = false;
                json.JsonSerializerOptions.UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow; // A field that is misspelt is told of.
            })
            .AddDataAnnotationsLocalization(texts => texts.DataAnnotationLocalizerProvider = (_, factory) => factory.Create(typeof(Texts)));
    }

    public static void UseApi(this WebApplication app)
    {
        app.UseExceptionHandler(new ExceptionHandlerOptions
        {
            StatusCodeSelector = StatusOf,
            SuppressDiagnosticsCallback = error => error.Exception is BadHttpRequestException, // A mistake of the client is none of ours.
            ExceptionHandler = context => ApiProblem.Of(context.Response.StatusCode).WriteAsync(context),
        });
        app.UseStatusCodePages(context => ApiProblem.Of(context.HttpContext.Response.StatusCode).WriteAsync(context.HttpContext));
        app.UseTransport();
        app.UseRequestLocalization();
        app.UseRouting();
        app.UseCors();
        app.UseAuthentication();
        app.UseAuthorization();

        app.MapHealth();
        app.MapControllers().RequireAuthorization();
        app.MapDevelopmentPages();
    }

    private static int StatusOf(Exception exception) => exception switch
    {
        BadHttpRequestException request => request.StatusCode,
        DbException or DbUpdateException => StatusCodes.Status503ServiceUnavailable,
        _ => StatusCodes.Status500InternalServerError,
    };
}
