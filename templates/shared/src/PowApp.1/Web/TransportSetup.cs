using System.Net;
#if (Pages)
using Microsoft.AspNetCore.Http.Features;
#endif
using Microsoft.AspNetCore.HttpOverrides;
#if (Pages)
using Microsoft.AspNetCore.HttpsPolicy;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;
using PowApp._1.Accounts;
#endif
using PowApp._1.Data;

namespace PowApp._1.Web;

/// <summary>What every request and answer go through: limits, proxies, https, health.</summary>
public static class TransportSetup
{
#if (Pages)
    // A form of this app has a handful of short fields. Raise these where you take uploads, with an attribute on that action.
    private const long LargestBody = 64 * 1024;
    private const int MostFields = 100;
#endif
#if (!Pages)
    // A request to this app has a handful of short fields. Raise this where you take uploads, with an attribute on that action.
    private const long LargestBody = 64 * 1024;
#endif

    public static void AddTransport(this WebApplicationBuilder builder)
    {
        builder.WebHost.ConfigureKestrel(server =>
        {
            server.AddServerHeader = false;
            server.Limits.MaxRequestBodySize = LargestBody;
        });
#if (Pages)
        builder.Services.Configure<FormOptions>(forms => forms.ValueCountLimit = MostFields);
#endif
        builder.Services.AddHsts(https =>
        {
            https.MaxAge = TimeSpan.FromDays(365); // ASVS 5.0 3.4.1
            https.IncludeSubDomains = true;
        });
#if (Pages)
        builder.Services.AddOptions<HttpsRedirectionOptions>().Configure<IOptions<AccountOptions>>((https, accounts) =>
            https.HttpsPort = accounts.Value.PublicOrigin is { } origin ? new Uri(origin).Port : null);
#endif
        builder.Services.AddOptions<ForwardedHeadersOptions>()
            .Configure<IConfiguration>((forwarded, settings) => TrustProxies(forwarded, ProxiesOf(settings)))
            // A single text in place of the list would be no proxy at all.
            .Validate<IConfiguration>(
                (forwarded, settings) => string.IsNullOrEmpty(settings["KnownProxies"]) && forwarded.KnownProxies.Count == ProxiesOf(settings).Length,
                "KnownProxies:0 and so on must be IP addresses, such as 10.0.0.7.")
            .ValidateOnStart();
        builder.Services.AddHealthChecks().AddCheck<AppHealth>("database");
    }

    public static void UseTransport(this WebApplication app)
    {
        if (ProxiesOf(app.Configuration).Length > 0) app.UseForwardedHeaders();
#if (Pages)
        app.Use((context, next) => IsInAnotherEncoding(context.Request) ? RefuseAsync(context) : next(context));
#endif
        if (app.Environment.IsDevelopment()) return;

#if (Pages)
        app.UseHsts();
        app.UseHttpsRedirection();
#endif
#if (!Pages)
        app.UseHsts();
        app.UseHttpsOnly();
#endif
    }

    /// <summary><c>/health/live</c>: the process answers. <c>/health</c>: its database does too. Status only.</summary>
    public static void MapHealth(this WebApplication app)
    {
        app.MapHealthChecks("/health/live", new() { Predicate = _ => false });
        app.MapHealthChecks("/health");
    }
#if (Pages)

    // Browsers send forms in UTF-8. Reading one in an encoding that .NET knows and refuses, such as UTF-7, would throw.
    private static bool IsInAnotherEncoding(HttpRequest request) =>
        MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
        && type.Charset.HasValue
        && !HeaderUtilities.RemoveQuotes(type.Charset).Equals("utf-8", StringComparison.OrdinalIgnoreCase);

    private static Task RefuseAsync(HttpContext context)
    {
        context.Request.ContentType = null; // The page that says so comes through here again.
        context.Response.StatusCode = StatusCodes.Status415UnsupportedMediaType;
        return Task.CompletedTask;
    }
#endif

    // Who a request comes from is believed only of the proxies named in "KnownProxies"; of nobody, when none is named.
    private static void TrustProxies(ForwardedHeadersOptions forwarded, string[] proxies)
    {
        forwarded.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto;
        forwarded.KnownIPNetworks.Clear();
        forwarded.KnownProxies.Clear();
        foreach (var proxy in proxies)
            if (IPAddress.TryParse(proxy, out var address)) forwarded.KnownProxies.Add(address);
    }

    private static string[] ProxiesOf(IConfiguration settings) => settings.GetSection("KnownProxies").Get<string[]>() ?? [];
}
