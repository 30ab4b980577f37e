using System.Net;
using Microsoft.AspNetCore.HttpOverrides;

namespace PowApp._1.Web;

/// <summary>What every request and response goes through: limits, proxies, health.</summary>
public static class TransportSetup
{
    // A request to this app has a handful of short fields. Raise this where you accept uploads, with an attribute on that action.
    private const long LargestBody = 64 * 1024;

    public static void AddTransport(this WebApplicationBuilder builder)
    {
        builder.WebHost.ConfigureKestrel(server =>
        {
            server.AddServerHeader = false;
            server.Limits.MaxRequestBodySize = LargestBody;
        });
        builder.Services.AddHsts(https =>
        {
            https.MaxAge = TimeSpan.FromDays(365); // ASVS 5.0 3.4.1
            https.IncludeSubDomains = true;
        });
        builder.Services.AddOptions<ForwardedHeadersOptions>()
            .Configure<IConfiguration>((forwarded, settings) => TrustProxies(forwarded, ProxiesOf(settings)))
            // A single text in place of the list would mean no proxy at all.
            .Validate<IConfiguration>(
                (forwarded, settings) => string.IsNullOrEmpty(settings["KnownProxies"])
                    && forwarded.KnownProxies.Count + forwarded.KnownIPNetworks.Count == ProxiesOf(settings).Length,
                "KnownProxies:0 and so on must be IP addresses or networks, such as 10.0.0.7 or 10.0.0.0/8, but not all addresses.")
            .ValidateOnStart();
        builder.Services.AddHealthChecks().AddCheck<AppHealth>("database");
    }

    /// <summary><c>/health/live</c>: the process answers. <c>/health</c>: its database does too. Status only.</summary>
    public static void MapHealth(this WebApplication app)
    {
        app.MapHealthChecks("/health/live", new() { Predicate = _ => false });
        app.MapHealthChecks("/health");
    }

    // Only what a known proxy adds is believed. With no proxy named, that is nothing: the framework would take a list without any as all.
    private static void TrustProxies(ForwardedHeadersOptions forwarded, string[] proxies)
    {
        forwarded.ForwardedHeaders = proxies is [] ? ForwardedHeaders.None : ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto;
        forwarded.ForwardLimit = null; // Behind several proxies in a row, back to the first address that is none of them.
        forwarded.KnownIPNetworks.Clear();
        forwarded.KnownProxies.Clear();
        foreach (var proxy in proxies)
        {
            if (IPAddress.TryParse(proxy, out var address)) forwarded.KnownProxies.Add(address);
            else if (System.Net.IPNetwork.TryParse(proxy, out var network) && network.PrefixLength > 0) forwarded.KnownIPNetworks.Add(network);
        }
    }

    private static string[] ProxiesOf(IConfiguration settings) => settings.GetSection("KnownProxies").Get<string[]>() ?? [];
}
