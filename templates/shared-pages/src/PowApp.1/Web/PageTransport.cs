using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.HttpsPolicy;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;
using PowApp._1.Accounts;

namespace PowApp._1.Web;

/// <summary>What every request of a browser goes through: forms, HTTPS.</summary>
public static class PageTransport
{
    private const int MostFields = 100;

    public static void AddPageTransport(this WebApplicationBuilder builder)
    {
        builder.Services.Configure<FormOptions>(forms => forms.ValueCountLimit = MostFields);
        builder.Services.AddSingleton<RepeatedForms>();
        builder.Services.AddOptions<AntiforgeryOptions>().Configure<AppCookies>((forms, cookies) =>
        {
            cookies.Harden(forms.Cookie, AppCookies.Forms);
            forms.SuppressXFrameOptionsHeader = true; // SecurityHeaders sets it, more strictly and on every response.
        });
        builder.Services.AddOptions<HttpsRedirectionOptions>().Configure<IOptions<AccountOptions>>((https, accounts) =>
            https.HttpsPort = accounts.Value.PublicOrigin is { } origin ? new Uri(origin).Port : null);
        builder.Services.AddOptions<AccountOptions>().Validate<IConfiguration>(
            (accounts, settings) =>
                !Uri.TryCreate(accounts.PublicOrigin, UriKind.Absolute, out var origin) || AnswersTo(origin.IdnHost, settings),
            "AllowedHosts must contain the host of Accounts:PublicOrigin: links in emails lead there.");
    }

    public static void UsePageTransport(this WebApplication app)
    {
        app.UseForwardedHeaders();
        app.Use((context, next) => IsInAnotherEncoding(context.Request) ? RefuseAsync(context) : next(context));
        if (app.Environment.IsDevelopment()) return;

        app.UseHsts();
        app.UseHttpsRedirection();
    }

    private static bool AnswersTo(string host, IConfiguration settings)
    {
        var entries = AllowedHosts.Of(settings);
        var hosts = entries.Where(AllowedHosts.IsHost).Select(AllowedHosts.TryGetAscii).Select(entry => new StringSegment(entry));
        return entries.Any(AllowedHosts.IsEveryHost) || HostString.MatchesAny(host, [.. hosts]);
    }

    // Browsers send forms in UTF-8. Reading one in an encoding that .NET knows and refuses, such as UTF-7, would throw.
    private static bool IsInAnotherEncoding(HttpRequest request) =>
        MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
        && type.Charset.HasValue
        && !HeaderUtilities.RemoveQuotes(type.Charset).Equals("utf-8", StringComparison.OrdinalIgnoreCase);

    private static Task RefuseAsync(HttpContext context)
    {
        context.Request.ContentType = null; // The page that says so goes through here again.
        context.Response.StatusCode = StatusCodes.Status415UnsupportedMediaType;
        return Task.CompletedTask;
    }
}
