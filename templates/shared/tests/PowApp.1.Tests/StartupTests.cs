using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.TestHost;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using PowApp._1.Accounts;
using PowApp._1.Data;
using PowApp._1.Hosting;

namespace PowApp._1.Tests;

public sealed class StartupTests
{
    [Fact]
    public async Task Production_starts_with_what_it_needs()
    {
        await using var app = new ProductionApp();

        Assert.Empty(await app.Services.FindProblemsAsync());
    }

    [Fact]
    public async Task Production_names_all_that_it_misses_at_once()
    {
        string[] needed = ["AllowedHosts", "Accounts:PublicOrigin", "Mail:Smtp:Host", "Mail:From"];
        await using var app = new ProductionApp();
        foreach (var setting in needed) app.Settings[setting] = "";

        var problems = await app.Services.FindProblemsAsync();

        Assert.All(needed, setting => Assert.Contains(problems, problem => problem.StartsWith(setting, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Production_does_not_start_on_a_database_of_yesterday()
    {
        await using var app = new ProductionApp();
        await app.Db(db => db.Database.ExecuteSqlAsync($"DELETE FROM \"__EFMigrationsHistory\""));

        Assert.Contains("migrate", Assert.Single(await app.Services.FindProblemsAsync()));
    }

    [Fact]
    public async Task A_command_needs_less_than_serving()
    {
        await using var app = new ProductionApp { Settings = { ["AllowedHosts"] = "" } };
        await app.Db(db => db.Database.ExecuteSqlAsync($"DELETE FROM \"__EFMigrationsHistory\""));

        Assert.Empty(await app.Services.FindProblemsAsync(migrated: false));
        Assert.Contains("migrate", Assert.Single(await app.Services.FindProblemsAsync(migrated: true)));
    }

    /// <summary>Someone gave users a property, and nothing else.</summary>
    [Theory]
    [InlineData("Development")]
    [InlineData("Production")]
    public async Task No_app_starts_with_a_model_that_no_migration_makes(string environment)
    {
        await using var app = environment is "Production" ? new ProductionApp() : new TestApp();
        await using var changed = app.WithWebHostBuilder(host => host.ConfigureTestServices(services =>
            services.ConfigureDbContext<AppDbContext>(options => options.ReplaceService<IModelCustomizer, ModelOfToday>())));

        Assert.Contains("dotnet ef migrations add", Assert.Single(await changed.Services.FindProblemsAsync()));
        Assert.Contains("dotnet ef migrations add", Assert.Single(await changed.Services.FindProblemsAsync(migrated: false)));
    }

    [Fact]
    public async Task A_database_that_cannot_be_opened_is_named_in_Development_too()
    {
        await using var app = new TestApp();
        await app.NewUser();

        using var outage = app.Database.Outage();
        Assert.StartsWith("ConnectionStrings:App", Assert.Single(await app.Services.FindProblemsAsync()));
    }

    [Theory]
    [InlineData("Accounts:AppName", " ")]
    [InlineData("Accounts:PublicOrigin", "app.example")]
    [InlineData("Accounts:PublicOrigin", "https://somebody@app.example")]
    [InlineData("Accounts:PublicOrigin", "https://app.example/shop?")]
    [InlineData("Accounts:PublicOrigin", "https://app.example/shop?a=b")]
    [InlineData("Accounts:PublicOrigin", "https://app.example/shop#")]
    [InlineData("Accounts:PublicOrigin", "https://app.example//shop")]
    [InlineData("Accounts:PublicOrigin", "https://app.example/our//shop")]
    [InlineData("Accounts:PublicOrigin", "https://app.example/our shop")]
    [InlineData("Accounts:PublicOrigin", "https://app.example/shop;domain=example")]
    [InlineData("Accounts:PublicOrigin", "/shop")]
    [InlineData("Accounts:EmailChange:UndoWithin", "00:00:00")]
    [InlineData("Accounts:EmailChange:LinkLifetime", "25:00:00")]
    [InlineData("Accounts:Password:MinLength", "7")]
    [InlineData("Accounts:Password:MaxLength", "63")]
    [InlineData("Accounts:Password:HashIterations", "0")]
    [InlineData("Accounts:Sessions:IdleTimeout", "00:00:00")]
    [InlineData("Accounts:Sessions:AbsoluteTimeout", "-01:00:00")]
    [InlineData("Accounts:Sessions:SeenEvery", "00:00:00")]
    [InlineData("Accounts:Sessions:FreshFor", "00:00:00")]
    [InlineData("Accounts:Sessions:CacheFor", "00:05:00")]
    [InlineData("Accounts:Sessions:MostCached", "0")]
    [InlineData("Mail:From", "nobody at all")]
    [InlineData("Mail:From", "nobody")]
    [InlineData("Mail:RequestedMailDelay", "-00:00:01")]
    [InlineData("Mail:RequestedMailDelay", "00:01:01")]
    [InlineData("Mail:MostAttempts", "0")]
    [InlineData("Mail:FailedMailsKeptFor", "00:00:00")]
    [InlineData("Mail:FailedMailsKeptFor", "365.00:00:01")]
    [InlineData("Mail:From", "@app.example")]
    [InlineData("Mail:From", "nobody@")]
    [InlineData("Mail:Smtp", "smtp.app.example")]
    [InlineData("Mail:Smtp:Host", "")]
    [InlineData("Mail:Smtp:Host", "smtp://smtp.app.example")]
    [InlineData("Mail:Smtp:Host", "smtp.app.example:587")]
    [InlineData("Mail:Smtp:UserName", "shop")]
    [InlineData("Mail:Smtp:Port", "0")]
    [InlineData("Mail:Smtp:Port", "65536")]
    [InlineData("Mail:Smtp:Timeout", "00:05:00")]
    [InlineData("KnownProxies", "10.0.0.7")]
    [InlineData("KnownProxies:0", "10.0.0.0/33")]
    [InlineData("KnownProxies:0", "proxy.internal")]
    [InlineData("KnownProxies:0", "0.0.0.0/0")]
    [InlineData("KnownProxies:0", "::/0")]
    [InlineData("Cultures", "de")]
    [InlineData("Cultures:0", "e n")]
    [InlineData("Cultures:0", "nonsense-xx-yy")]
    [InlineData("Cultures:0", "")]
    [InlineData("Accounts:PublicOrigin", "https://example.com/health")]
    [InlineData("ConnectionStrings:App", "")]
    [InlineData("ConnectionStrings:App", "shop")]
#if (Sqlite)
    [InlineData("ConnectionStrings:App", "Data Source=")]
    [InlineData("ConnectionStrings:App", "Cache=Shared")]
    [InlineData("ConnectionStrings:App", "Data Source=:memory:")]
    [InlineData("ConnectionStrings:App", "Filename=:Memory:;Cache=Shared")]
    [InlineData("ConnectionStrings:App", "Data Source=file::memory:?cache=shared")]
    [InlineData("ConnectionStrings:App", "Data Source=file:shop?mode=memory")]
    [InlineData("ConnectionStrings:App", "Data Source=shop;Mode=Memory;Cache=Shared")]
    [InlineData("ConnectionStrings:App", "Data Source=shop.db;Mode=ReadOnly")]
    [InlineData("ConnectionStrings:App", "Data Source=shop.db;Mode=nonsense")]
    [InlineData("ConnectionStrings:App", "Data Source=shop.db;Pooling=perhaps")]
    [InlineData("ConnectionStrings:App", "Data Source=file:shop.db")]
    [InlineData("ConnectionStrings:App", "Data Source=|DataDirectory|shop.db")]
    [InlineData("ConnectionStrings:App", "Data Source=shop/")]
    [InlineData("ConnectionStrings:App", "Data Source=.")]
    [InlineData("ConnectionStrings:App", "Server=localhost;Database=shop")]
#endif
#if (Postgres)
    [InlineData("ConnectionStrings:App", "Host=localhost;Database=")]
    [InlineData("ConnectionStrings:App", "Host=;Database=shop")]
    [InlineData("ConnectionStrings:App", "Host=localhost;Database=shop;Port=many")]
    [InlineData("ConnectionStrings:App", "Host=localhost;Database=shop;Pooling=perhaps")]
    [InlineData("ConnectionStrings:App", "Data Source=shop.db")]
#endif
#if (SqlServer)
    [InlineData("ConnectionStrings:App", "Server=localhost;Database=")]
    [InlineData("ConnectionStrings:App", "Server=;Database=shop")]
    [InlineData("ConnectionStrings:App", "Server=localhost;Database=shop;Pooling=perhaps")]
    [InlineData("ConnectionStrings:App", "Data Source=shop.db")]
#endif
    [InlineData("AllowedHosts", "http://app.example")]
    [InlineData("AllowedHosts", "localhost;https://*.app.example")]
    [InlineData("AllowedHosts", "localhost:5247")]
    [InlineData("AllowedHosts", "localhost/")]
    [InlineData("AllowedHosts", "localhost; app.example")]
    [InlineData("AllowedHosts", "localhost, app.example")]
    [InlineData("AllowedHosts", "localhost,app.example")]
    [InlineData("AllowedHosts", "app.*.example")]
    [InlineData("AllowedHosts", "*.")]
    [InlineData("AllowedHosts", "::1")]
    [InlineData("AllowedHosts", "b\u00FCcher..example")]
    [InlineData("urls", "localhost:5247")]
    [InlineData("urls", "http://localhost:5247;nonsense")]
    [InlineData("urls", "http://localhost:65536")]
    [InlineData("urls", "http://localhost:5247/shop")]
    [InlineData("http_ports", "http")]
    [InlineData("https_ports", "443;65536")]
    [InlineData("Kestrel:Endpoints:Public:Url", "ftp://localhost")]
    [InlineData("Kestrel:Endpoints:Public:Protocols", "Http2", "Kestrel:Endpoints:Public:Url")]
    public async Task No_app_starts_with(string setting, string value, string? named = null)
    {
        await using var app = new TestApp { Settings = { ["Mail:Smtp:Host"] = "localhost" } };
        var connection = app.Settings["ConnectionStrings:App"];
        app.Settings[setting] = value;

        Assert.Contains(await app.Services.FindProblemsAsync(), problem => problem.StartsWith(named ?? setting, StringComparison.Ordinal));

        app.Settings["ConnectionStrings:App"] = connection; // So that the app finds its database when it goes.
    }

    [Theory]
    [InlineData("Accounts:Password:MinLength", "twelve", "must be a whole number.")]
    [InlineData("Accounts:Password:MinLength", "99999999999", "must be a whole number.")]
    [InlineData("Accounts:Password:MinLength", "", "must be a whole number.")]
    [InlineData("Accounts:Sessions:FreshFor", "half an hour", "must be a time, such as 00:30:00 or 7.00:00:00.")]
    [InlineData("Mail:Smtp:Port", "smtp", "must be a whole number.")]
    public async Task A_value_that_cannot_be_read_is_named(string setting, string value, string rule)
    {
        await using var app = new TestApp { Settings = { ["Mail:Smtp:Host"] = "localhost", [setting] = value } };

        Assert.Equal($"{setting} {rule}", Assert.Single(await app.Services.FindProblemsAsync()));
    }

    [Fact]
    public async Task All_that_is_wrong_is_named_at_once()
    {
        Dictionary<string, string> wrong = new()
        {
            ["Accounts:Password:MinLength"] = "twelve",
            ["Accounts:Password:MaxLength:0"] = "256",
            ["Accounts:Password:HashIterations"] = "0",
            ["accounts:sessions:idletimeout"] = "half an hour",
            ["Accounts:Throttling"] = "none",
            ["Accounts:PublicOrigin:0"] = "https://app.example",
            ["Mail:From"] = "nobody",
            ["Mail:Smtp:Port"] = "smtp",
            ["Mail:Smtp:Timeout"] = "never",
            ["Cultures"] = "de",
            ["KnownProxies:0"] = "proxy.internal",
            ["ConnectionStrings:App"] = "shop",
            ["AllowedHosts"] = "https://app.example",
        };
        await using var app = new TestApp { Settings = { ["Mail:Smtp:Host"] = "localhost" } };
        var connection = app.Settings["ConnectionStrings:App"];
        foreach (var (setting, value) in wrong) app.Settings[setting] = value;

        var problems = await app.Services.FindProblemsAsync();
        app.Settings["ConnectionStrings:App"] = connection; // So that the app finds its database when it goes.

        Assert.All(wrong.Keys.Select(setting => setting.Replace(":0", "")), setting =>
            Assert.Single(problems, problem => problem.StartsWith(setting, StringComparison.OrdinalIgnoreCase)));
        Assert.Equal(wrong.Count, problems.Count);
    }

    [Theory]
    [InlineData("app.example;")]
    [InlineData("*.app.example;app.example;localhost")]
    [InlineData("b\u00FCcher.example;APP.EXAMPLE")]
    [InlineData("app.example;[::1];10.0.0.7;my_service;xn--bcher-kva.example")]
    public async Task Production_starts_with_hosts_such_as(string hosts)
    {
        await using var app = new ProductionApp { Settings = { ["AllowedHosts"] = hosts } };

        Assert.Empty(await app.Services.FindProblemsAsync());
    }

    [Fact]
    public async Task Without_a_language_the_app_speaks_english()
    {
        await using var app = new TestApp { Settings = { ["Cultures"] = "" } };

        Assert.Equal("en", app.Services.GetRequiredService<IOptions<RequestLocalizationOptions>>().Value.DefaultRequestCulture.Culture.Name);
    }

    /// <summary>Images without ICU turn the invariant mode of .NET on.</summary>
    [Theory, Trait("Attack", "A81")]
    [InlineData("Development")]
    [InlineData("Production")]
    [InlineData("Development", "migrate")]
    [InlineData("Development", "create-user", "alice@example.com")]
    [InlineData("Development", "retry-emails")]
    public async Task No_app_starts_where_addresses_that_look_alike_would_differ(string environment, params string[] command)
    {
        var (exitCode, errors) = await RunAsync(command, new()
        {
            ["DOTNET_SYSTEM_GLOBALIZATION_INVARIANT"] = "1",
            ["ASPNETCORE_ENVIRONMENT"] = environment,
            ["ASPNETCORE_URLS"] = "http://127.0.0.1:0",
            ["Mail__From"] = "nobody",
        });

        Assert.Equal(1, exitCode);
        Assert.Equal(2, errors.Length);
        Assert.Contains("apk add icu-libs icu-data-full", errors[1]);
    }

    [Fact]
    public async Task An_address_that_another_program_uses_is_named()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        await using var app = new TestApp();
        _ = app.Services;

        var (exitCode, errors) = await RunAsync([], new()
        {
            ["ASPNETCORE_ENVIRONMENT"] = "Development",
            ["ASPNETCORE_URLS"] = $"http://{other.LocalEndpoint}",
            ["ConnectionStrings__App"] = app.Settings["ConnectionStrings:App"],
#if (Redis)
            ["ConnectionStrings__Redis"] = app.Settings["ConnectionStrings:Redis"],
#endif
        });

        Assert.Equal(1, exitCode);
        Assert.Contains($"http://{other.LocalEndpoint}", errors[1]);
        Assert.Contains("--urls", errors[1]);
    }

    [Theory]
    [InlineData("*")]
    [InlineData("shop.example.com;*")]
    [InlineData("0.0.0.0")]
    [InlineData(";")]
    [InlineData("\uFF10.\uFF10.\uFF10.\uFF10")]
    public async Task Production_does_not_answer_to_every_host(string hosts)
    {
        await using var app = new ProductionApp { Settings = { ["AllowedHosts"] = hosts } };

        Assert.StartsWith("AllowedHosts", Assert.Single(await app.Services.FindProblemsAsync()));
    }

    [Fact]
    public async Task Health_says_whether_the_database_answers()
    {
        await using var app = new ProductionApp();

        Assert.Equal((HttpStatusCode.OK, "Healthy"), await app.AskHealthAsync());

        using var outage = app.Database.Outage();
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await app.AskHealthAsync()).Status);
        Assert.Equal(HttpStatusCode.OK, (await app.AskHealthAsync("/health/live")).Status);
    }

    /// <summary>Runs the program in a process of its own.</summary>
    private static async Task<(int ExitCode, string[] Errors)> RunAsync(string[] command, Dictionary<string, string> environment)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(Program).Assembly.Location, .. command])
        {
            WorkingDirectory = AppContext.BaseDirectory,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment) start.Environment[name] = value;

        using var process = Process.Start(start)!;
        var errors = (await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken)).Trim().Split('\n');
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, errors);
    }
}

public sealed class ModelOfToday(ModelCustomizerDependencies dependencies) : RelationalModelCustomizer(dependencies)
{
    public override void Customize(ModelBuilder modelBuilder, DbContext context)
    {
        base.Customize(modelBuilder, context);
        modelBuilder.Entity<User>().Property<string>("WithoutMigration");
    }
}
