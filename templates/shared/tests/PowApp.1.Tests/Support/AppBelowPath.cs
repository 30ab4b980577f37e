using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;

namespace PowApp._1.Tests;

/// <summary>The app in production, at https://app.example/shop.</summary>
public sealed class AppBelowPath : ProductionApp
{
    private readonly PathHandling _handling;

    public AppBelowPath(PathHandling handling)
    {
        _handling = handling;
        Settings["Accounts:PublicOrigin"] = $"https://app.example{ServerInFront.Path}";
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        base.ConfigureWebHost(builder);
        builder.ConfigureTestServices(services => ServerInFront.Add(services, _handling));
    }
}

/// <summary>What the server in front of an app does with the path that the app is below.</summary>
public enum PathHandling
{
    /// <summary>Passes it on, as <c>proxy_pass http://app;</c> does in nginx.</summary>
    Keeps,

    /// <summary>Passes on what comes after it, as <c>proxy_pass http://app/;</c> does.</summary>
    Removes,

    /// <summary>Says that the app is there, as IIS does.</summary>
    Sets,
}

/// <summary>A server in front of the app, which passes on what is below its path.</summary>
internal sealed class ServerInFront(PathHandling handling) : IStartupFilter
{
    public const string Path = "/shop";

    public static void Add(IServiceCollection services, PathHandling handling) =>
        services.Insert(0, ServiceDescriptor.Singleton<IStartupFilter>(new ServerInFront(handling)));

    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.Use((context, rest) =>
        {
            if (handling is not PathHandling.Keeps && context.Request.Path.StartsWithSegments(Path, out var inside)) context.Request.Path = inside;
            if (handling is PathHandling.Sets) context.Request.PathBase = Path;
            return rest(context);
        });
        next(app);
    };
}
