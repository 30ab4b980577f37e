using System.Data.Common;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Mvc;

namespace PowApp._1.Web;

/// <summary>All about serving pages: forms, cookies, languages, errors, and the order in which a request meets them.</summary>
public static class WebSetup
{
    public static void AddWeb(this WebApplicationBuilder builder)
    {
        builder.WebHost.ConfigureKestrel(server => server.AddServerHeader = false);

        builder.Services.AddSingleton<AppCookies>();
        builder.Services.AddSingleton<Notices>();
        builder.Services.AddOptions<AntiforgeryOptions>().Configure<AppCookies>((forms, cookies) => cookies.Harden(forms.Cookie, "forms"));

        builder.Services.AddLocalization();
        builder.Services.AddOptions<RequestLocalizationOptions>().Configure<IConfiguration>((languages, configuration) =>
        {
            var cultures = configuration.GetSection("Cultures").Get<string[]>() ?? ["en"];
            languages.SetDefaultCulture(cultures[0]).AddSupportedCultures(cultures).AddSupportedUICultures(cultures);
        });

        builder.Services
            .AddControllersWithViews(mvc =>
            {
                mvc.Filters.Add<AutoValidateAntiforgeryTokenAttribute>();
                mvc.Filters.Add<FormExpiredFilter>();
            })
            .AddViewOptions(views => views.HtmlHelperOptions.ClientValidationEnabled = false)
            .AddDataAnnotationsLocalization(texts => texts.DataAnnotationLocalizerProvider = (_, factory) => factory.Create(typeof(Texts)));
    }

    public static void UseWeb(this WebApplication app)
    {
        app.UseExceptionHandler(new ExceptionHandlerOptions
        {
            ExceptionHandlingPath = "/errors/500",
            StatusCodeSelector = exception =>
                exception is DbException ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status500InternalServerError,
            CreateScopeForErrors = true,
        });
        app.UseStatusCodePagesWithReExecute("/errors/{0}");
        app.UseRequestLocalization();
        app.UseNoStore();
        app.UseRouting();
        app.UseAuthentication();
        app.UseAuthorization();

        app.MapStaticAssets();
        app.MapControllers().RequireAuthorization();
    }

    // Pages are made for one person at one moment: no cache may keep them, and "back" after signing out must not show them.
    private static void UseNoStore(this WebApplication app) => app.Use((context, next) =>
    {
        context.Response.OnStarting(() =>
        {
            if (context.Response.Headers.CacheControl.Count == 0) context.Response.Headers.CacheControl = "no-store";
            return Task.CompletedTask;
        });
        return next(context);
    });
}
