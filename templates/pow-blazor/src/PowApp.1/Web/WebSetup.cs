using Microsoft.AspNetCore.Authorization;
#if (Interactive)
using Microsoft.AspNetCore.Components.Web;
using PowApp._1.Accounts;
#endif

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
        builder.AddLogFilters("Microsoft.AspNetCore.Components.Routing.Router");
        builder.AddLanguages();
        builder.Services.AddSingleton<Notices>();
        builder.Services.AddScoped<FormErrors>();
        builder.Services.AddScoped<FormRules>();
        builder.Services.AddScoped<LocalPaths>();
        builder.Services.AddScoped<PageFocus>();
        builder.Services.AddScoped<IAuthorizationMiddlewareResultHandler, AuthorizationRedirects>();
        builder.Services.AddCascadingAuthenticationState();
#if (Interactive)
        builder.Services.AddRazorComponents()
            .RegisterPersistentService<CircuitUser>(RenderMode.InteractiveServer)
            .AddInteractiveServerComponents()
            .AddCircuits();
#endif
#if (!Interactive)
        builder.Services.AddRazorComponents();
#endif
    }

    public static void UseWeb(this WebApplication app)
    {
        app.UsePublicPath();
        app.UseErrorPages();
        app.UseStatusCodePagesWithReExecute("/errors/{0}", createScopeForStatusCodePages: true);
        app.UsePageTransport();
        app.UseRequestLocalization();
        app.UseRoutingWithHead();
        app.UseMiddleware<RepeatedForms>(); // First of all: what the form did may have ended the session that it was sent in.
        app.UseAuthentication();
        app.UseAuthorization();
        app.Use(WithAntiforgery);
        app.UseMiddleware<FormRules>();
        app.UsePageRules();

        app.MapHealth();
        app.MapStaticAssets();

        // The framework asks for its services while this is added. By then, the settings are not yet known to be good.
        RequestDelegate WithAntiforgery(RequestDelegate next)
        {
            var forms = ((IApplicationBuilder)app).New();
            forms.UseAntiforgery();
            forms.Run(next);
            return forms.Build();
        }
    }
}
