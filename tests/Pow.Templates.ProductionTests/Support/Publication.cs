[assembly: AssemblyFixture(typeof(Pow.Templates.ProductionTests.Support.Publication))]
[assembly: AssemblyFixture(typeof(Pow.Templates.ProductionTests.Support.ApiPublication))]

namespace Pow.Templates.ProductionTests.Support;

/// <summary>An app of pow-api.</summary>
public sealed class ApiPublication() : Publication("pow-api");

/// <summary>What all tests share: one app, published as its README says, and an empty database that its program migrated.</summary>
public class Publication : IAsyncLifetime
{
    // Those that the journeys here take: a mail that is asked for, and no other step between registering and being signed in.
    private const string Extensions = "reset-password";

    private static readonly TimeSpan _startLimit = TimeSpan.FromSeconds(30);

    private readonly string _template;
    private readonly TestFolder _folder = new("pow-production-tests-");
    private GeneratedApp? _generated;
    private string _program = "";
    private Certificate? _certificate;

    public Publication() : this("pow-mvc")
    {
    }

    protected Publication(string template) => _template = template;

    /// <summary>For localhost; the app trusts it.</summary>
    internal Certificate Certificate => _certificate!;

    internal string Readme => _generated!.Readme;

    private string EmptyDatabase => Path.Combine(_folder.Path, "empty.db");

    public async ValueTask InitializeAsync()
    {
        try
        {
            _certificate = Certificate.Create(_folder.Path, "localhost", "127.0.0.1", "shop.example");
            _generated = await GeneratedApp.CreateAsync(_folder.Path, Extensions, template: _template);
            _program = await _generated.PublishAsync();
            await RunningApp.RunAsync(_program, Path.GetDirectoryName(_program)!, "migrate", ("ConnectionStrings:App", $"Data Source={EmptyDatabase}"));
        }
        catch
        {
            await DisposeAsync();
            throw;
        }
    }

    public ValueTask DisposeAsync()
    {
        _certificate?.Dispose();
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>An app with a database of its own, which answers https itself.</summary>
    internal Task<ProductionApp> StartAsync(MailServer mails, params (string Name, string Value)[] settings) =>
        StartAsync($"https://localhost:{FreePort.Take()}", mails, settings);

    internal async Task<ProductionApp> StartAsync(string url, MailServer mails, params (string Name, string Value)[] settings)
    {
        var database = Path.Combine(NewFolder(), "shop.db");
        File.Copy(EmptyDatabase, database);
        var app = new ProductionApp(_program, url, Certificate, database, [.. mails.Settings, .. settings]);
        await app.StartAsync();
        return app;
    }

    /// <summary>Runs the program in Production with nothing set but what is given here.</summary>
    internal Task<string> RunAsync(params (string Name, string Value)[] settings) => ChildProcess.RunAsync(
        _startLimit, Path.GetDirectoryName(_program)!, "dotnet", [_program], settings.ToDictionary(setting => setting.Name.Replace(":", "__"), setting => setting.Value));

    internal string NewFolder() => Directory.CreateDirectory(Path.Combine(_folder.Path, Guid.NewGuid().ToString("N"))).FullName;
}
