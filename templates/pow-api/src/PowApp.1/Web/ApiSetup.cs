using System.Data.Common;
using System.Text;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.HostFiltering;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Formatters;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.ModelBinding.Metadata;
using Microsoft.EntityFrameworkCore;

namespace PowApp._1.Web;

/// <summary>How the API is served: JSON, languages, problems, and the order in which a request passes through them.</summary>
public static class ApiSetup
{
    // The requests of this app are flat. Raise it where yours are not.
    private const int DeepestJson = 4;

    public static void AddApi(this WebApplicationBuilder builder)
    {
        SecurityHeaders.Add(builder.Services);
        builder.AddTransport();
        builder.AddLogFilters("Microsoft.AspNetCore.Mvc.Infrastructure.ControllerActionInvoker");
        builder.AddLanguages();
        builder.AddCors();
        builder.Services.AddSingleton<IAuthorizationMiddlewareResultHandler, AuthorizationProblems>();
        builder.Services.Configure<HostFilteringOptions>(hosts => hosts.IncludeFailureMessage = false); // It would be an HTML page.

        builder.Services
            .AddControllers(mvc =>
            {
                mvc.Filters.Add<TryAgainLaterFilter>();
                mvc.Filters.Add(new ProducesAttribute("application/json"));
                mvc.ModelMetadataDetailsProviders.Add(new SystemTextJsonValidationMetadataProvider());
                mvc.SuppressImplicitRequiredAttributeForNonNullableReferenceTypes = true;

                // Nothing is read from forms: they would be parsed before their type is refused.
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
                api.SuppressMapClientErrors = true; // UseStatusCodePages handles these too.
            })
            .AddJsonOptions(json =>
            {
                json.JsonSerializerOptions.MaxDepth = DeepestJson;
                json.JsonSerializerOptions.AllowDuplicateProperties = false;
                json.JsonSerializerOptions.UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow; // So that a misspelled field is reported.
            })
            .AddDataAnnotationsLocalization(texts => texts.DataAnnotationLocalizerProvider = (_, factory) => factory.Create(typeof(Texts)));
    }

    public static void UseApi(this WebApplication app)
    {
        app.UsePublicPath();
        app.UseExceptionHandler(new ExceptionHandlerOptions
        {
            StatusCodeSelector = StatusOf,
            SuppressDiagnosticsCallback = error => error.Exception is BadHttpRequestException, // A client's mistake is not an error of the app.
            ExceptionHandler = context => ProblemOf(context, app.Environment).WriteAsync(context),
        });
        app.UseStatusCodePages(context => ApiProblem.Of(context.HttpContext.Response.StatusCode).WriteAsync(context.HttpContext));
        app.UseForwardedHeaders();
        if (!app.Environment.IsDevelopment())
        {
            app.UseHsts();
            app.UseHttpsOnly();
        }

        app.UseRequestLocalization();
        app.Use((context, next) =>
        {
            // For UnreadableBody, of whatever MVC takes for JSON. In memory: a file would hold passwords.
            if (context.Request.ContentType?.Contains("json", StringComparison.OrdinalIgnoreCase) is true)
                context.Request.EnableBuffering(bufferThreshold: int.MaxValue);
            return next(context);
        });
        app.UseRoutingWithHead();
        app.UseCors();
        app.UseAuthentication();
        app.UseAuthorization();

        app.MapHealth();
        app.MapControllers().RequireAuthorization();
    }

    // In Development, the detail of an error that the app doesn't expect is its exception.
    private static ApiProblem ProblemOf(HttpContext context, IHostEnvironment environment)
    {
        var problem = ApiProblem.Of(context.Response.StatusCode);
        if (problem != ApiProblem.InternalError || !environment.IsDevelopment()) return problem;

        return problem with { Detail = context.Features.GetRequiredFeature<IExceptionHandlerFeature>().Error.ToString() };
    }

    private static int StatusOf(Exception exception) => exception switch
    {
        BadHttpRequestException request => request.StatusCode,
        DbException or DbUpdateException => StatusCodes.Status503ServiceUnavailable,
        _ => StatusCodes.Status500InternalServerError,
    };
}
