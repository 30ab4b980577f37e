using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace PowApp._1.Web;

/// <summary>How pages are served: forms, cookies, languages, errors, and the order in which a request passes through them.</summary>
public static class WebSetup
{
    public static void AddWeb(this WebApplicationBuilder builder)
    {
        SecurityHeaders.Add(builder.Services);
        builder.AddTransport();
        builder.AddPageTransport();
        builder.AddErrorPages();
        builder.AddLogFilters("Microsoft.AspNetCore.Mvc.Infrastructure.ControllerActionInvoker");
        builder.AddLanguages();
        builder.Services.AddSingleton<Notices>();
        builder.Services.AddScoped<IAuthorizationMiddlewareResultHandler, AuthorizationRedirects>();
        builder.Services.AddRazorComponents(); // For emails and the development mailbox.

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
        app.UseErrorPages();
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
}
