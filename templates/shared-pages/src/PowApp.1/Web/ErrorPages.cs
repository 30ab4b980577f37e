using System.Data.Common;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.EntityFrameworkCore;

namespace PowApp._1.Web;

/// <summary>What users get when an exception keeps a page from being shown.</summary>
public static class ErrorPages
{
    public static void AddErrorPages(this WebApplicationBuilder builder)
    {
        builder.Services.AddExceptionHandler<OutageHandler>();
        if (builder.Environment.IsDevelopment()) builder.Services.AddExceptionHandler<DeveloperPage>();
    }

    public static void UseErrorPages(this WebApplication app) => app.UseExceptionHandler(new ExceptionHandlerOptions
    {
        ExceptionHandlingPath = "/errors/500",
        StatusCodeSelector = StatusOf,
        // A client's mistake is not an error of the app, and the developer page has logged what it shows.
        SuppressDiagnosticsCallback = error =>
            error.Exception is BadHttpRequestException || error.ExceptionHandledBy is ExceptionHandledType.ExceptionHandlerService,
        CreateScopeForErrors = true,
    });

    private static int StatusOf(Exception exception) => exception switch
    {
        BadHttpRequestException request => request.StatusCode,
        DbException or DbUpdateException => StatusCodes.Status503ServiceUnavailable,
        _ => StatusCodes.Status500InternalServerError,
    };
}

/// <summary>Says when it is worth trying again, and leaves the rest to the page.</summary>
public sealed class OutageHandler : IExceptionHandler
{
    // In seconds. A database that is down may be back by then.
    private const string WorthTryingAgain = "5";

    public ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (httpContext.Response.StatusCode is StatusCodes.Status503ServiceUnavailable) httpContext.Response.Headers.RetryAfter = WorthTryingAgain;
        return new(false);
    }
}
