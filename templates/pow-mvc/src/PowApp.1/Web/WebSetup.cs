using System.Data.Common;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using PowApp._1.Accounts;

namespace PowApp._1.Web;

/// <summary>How pages are served: forms, cookies, languages, errors, and the order in which a request passes through them.</summary>
public static class WebSetup
{
    public static void AddWeb(this WebApplicationBuilder builder)
    {
        SecurityHeaders.Add(builder.Services);
        builder.AddTransport();
        builder.AddPageTransport();
        builder.AddLogFilters("Microsoft.AspNetCore.Mvc.Infrastructure.ControllerActionInvoker");
        builder.AddLanguages();
        builder.Services.AddSingleton<Notices>();
        builder.Services.AddSingleton<RepeatedForms>();
        builder.Services.AddScoped<IAuthorizationMiddlewareResultHandler, AuthorizationRedirects>();
        if (builder.Environment.IsDevelopment()) builder.Services.AddExceptionHandler<DeveloperPage>();
        builder.Services.AddRazorComponents(); // For emails and the development mailbox.
        builder.Services.AddOptions<AntiforgeryOptions>().Configure<AppCookies>((forms, cookies) =>
        {
            cookies.Harden(forms.Cookie, AppCookies.Forms);
            forms.SuppressXFrameOptionsHeader = true; // SecurityHeaders sets it, more strictly and on every response.
        });

        builder.Services
            .AddControllersWithViews(mvc =>
            {
                mvc.Filters.Add<AutoValidateAntiforgeryTokenAttribute>();
                mvc.Filters.Add<FormExpiredFilter>();
                mvc.Filters.Add<TryAgainLaterFilter>();
            })
            .AddViewOptions(views => views.HtmlHelperOptions.ClientValidationEnabled = false)
            .AddDataAnnotationsLocalization(texts => texts.DataAnnotationLocalizerProvider = (_, factory) => factory.Create(typeof(Texts)));
    }

    public static void UseWeb(this WebApplication app)
    {
        app.UsePublicPath();
        app.UseExceptionHandler(new ExceptionHandlerOptions
        {
            ExceptionHandlingPath = "/errors/500",
            StatusCodeSelector = StatusOf,
            // A client's mistake is not an error of the app, and the developer page has logged what it shows.
            SuppressDiagnosticsCallback = error =>
                error.Exception is BadHttpRequestException || error.ExceptionHandledBy is ExceptionHandledType.ExceptionHandlerService,
            CreateScopeForErrors = true,
        });
        app.UseStatusCodePagesWithReExecute("/errors/{0}");
        app.UsePageTransport();
        app.UseRequestLocalization();
        app.UseRoutingWithHead();
        app.UseMiddleware<RepeatedForms>(); // First of all: what the form did may have ended the session that it was sent in.
        app.UseAuthentication();
        app.UseAuthorization();

        app.MapHealth();
        app.MapStaticAssets();
        app.MapControllers().RequireAuthorization().WithStaticAssets();
    }

    private static int StatusOf(Exception exception) => exception switch
    {
        BadHttpRequestException request => request.StatusCode,
        DbException or DbUpdateException => StatusCodes.Status503ServiceUnavailable,
        _ => StatusCodes.Status500InternalServerError,
    };
}
