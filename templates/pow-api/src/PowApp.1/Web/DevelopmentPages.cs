using Microsoft.AspNetCore.DataProtection;
using Scalar.AspNetCore;

namespace PowApp._1.Web;

/// <summary>What Development has for a browser: the mailbox, and a reference of the API at <c>/scalar</c>.</summary>
public static class DevelopmentPages
{
    public static void AddDevelopmentPages(this WebApplicationBuilder builder)
    {
        if (!builder.Environment.IsDevelopment()) return;

        builder.Services.AddOpenApi();
        builder.Services.AddRazorComponents();
        builder.Services.AddDataProtection().UseEphemeralDataProtectionProvider(); // Comes with Razor, protects nothing here.
    }

    public static void MapDevelopmentPages(this WebApplication app)
    {
        if (!app.Environment.IsDevelopment()) return;

        app.MapStaticAssets();
        app.MapOpenApi();
        app.MapScalarApiReference();
    }
}
