[assembly: AssemblyFixture(typeof(Pow.Templates.ProductionTests.Support.Publication))]
[assembly: AssemblyFixture(typeof(Pow.Templates.ProductionTests.Support.BlazorPublication))]
[assembly: AssemblyFixture(typeof(Pow.Templates.ProductionTests.Support.ApiPublication))]

namespace Pow.Templates.ProductionTests.Support;

/// <summary>An app of pow-blazor.</summary>
public sealed class BlazorPublication() : Publication("pow-blazor");

/// <summary>An app of pow-api.</summary>
public sealed class ApiPublication() : Publication("pow-api");

/// <summary>What all tests share: one app, published as its README says, and an empty database that its program migrated.</summary>
public class Publication : IDisposable
{
    // Those that the journeys here take: a mail that is asked for, and no other step between registering and being signed in. With more
    // of them, tests of bad mail servers could not register; and one that lies ready would not do, for publishing writes into its folder.
    private const string Extensions = "reset-password";

    private readonly TestFolder _folder = new("pow-production-tests-");
    private readonly Task<(GeneratedApp Source, string Program)> _published;

    public Publication() : this("pow-mvc")
    {
    }

    // Begins at once, so that all apps are built side by side, and tests of the one do not wait for the other.
    protected Publication(string template)
    {
        Certificate = Certificate.Create(_folder.Path, "localhost", "127.0.0.1", "shop.example");
        _published = PublishAsync(template);
    }

    /// <summary>For localhost; the app trusts it.</summary>
    internal Certificate Certificate { get; }

    private string EmptyDatabase => Path.Combine(_folder.Path, "empty.db");

    public void Dispose()
    {
        Certificate.Dispose();
        _folder.Dispose();
        GC.SuppressFinalize(this);
    }

    internal async Task<string> ReadmeAsync() => (await _published).Source.Readme;

    /// <summary>An app with a database of its own, which answers https itself.</summary>
    internal Task<ProductionApp> StartAsync(MailServer mails, params (string Name, string Value)[] settings) =>
        StartAsync($"https://localhost:{FreePort.Take()}", mails, settings);

    internal async Task<ProductionApp> StartAsync(string url, MailServer mails, params (string Name, string Value)[] settings)
    {
        var program = (await _published).Program;
        var database = Path.Combine(NewFolder(), "shop.db");
        File.Copy(EmptyDatabase, database);
        var app = new ProductionApp(program, url, Certificate, database, [.. mails.Settings, .. settings]);
        await app.StartAsync();
        return app;
    }

    /// <summary>Runs the program in Production with nothing set but what is given here.</summary>
    internal async Task<string> RunAsync(params (string Name, string Value)[] settings)
    {
        var program = (await _published).Program;
        return await ChildProcess.RunAsync(
            Path.GetDirectoryName(program)!, "dotnet", [program], settings.ToDictionary(setting => setting.Name.Replace(":", "__"), setting => setting.Value));
    }

    internal string NewFolder() => Directory.CreateDirectory(Path.Combine(_folder.Path, Guid.NewGuid().ToString("N"))).FullName;

    private async Task<(GeneratedApp Source, string Program)> PublishAsync(string template)
    {
        var source = await GeneratedApp.CreateAsync(_folder.Path, template, Extensions);
        var program = await source.PublishAsync();
        await RunningApp.RunAsync(program, Path.GetDirectoryName(program)!, "migrate", ("ConnectionStrings:App", $"Data Source={EmptyDatabase}"));
        return (source, program);
    }
}
