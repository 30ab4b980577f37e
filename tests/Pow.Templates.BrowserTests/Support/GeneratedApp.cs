namespace Pow.Templates.BrowserTests.Support;

/// <summary>What a newcomer gets from the pow-mvc template with every extension, built.</summary>
internal sealed class GeneratedApp
{
    private const string Name = "Shop";
    private static readonly TimeSpan _commandLimit = TimeSpan.FromMinutes(2);

    private readonly string _folder;

    private GeneratedApp(string folder) => _folder = folder;

    private string Project => Path.Combine(_folder, Name, "src", Name);

    private string Output => Path.Combine(Project, "bin", "Debug", "net10.0");

    public static async Task<GeneratedApp> CreateAsync(string folder)
    {
        var app = new GeneratedApp(folder);
        var hive = Path.Combine(folder, "hive");
        await app.DotnetAsync("new", "install", Path.Combine(Repository(), "templates"), "--debug:custom-hive", hive);
        await app.DotnetAsync("new", "pow-mvc", "-o", Name, "--extensions", "all", "--no-restore", "--no-update-check", "--debug:custom-hive", hive);
        await app.DotnetAsync("build", app.Project, "-nodeReuse:false");
        return app;
    }

    /// <summary>Starts the app with data of its own.</summary>
    public async Task<RunningApp> StartAsync(params (string Name, string Value)[] settings)
    {
        var contentRoot = Directory.CreateDirectory(Path.Combine(_folder, Guid.NewGuid().ToString("N"))).FullName;
        foreach (var file in Directory.EnumerateFiles(Project, "appsettings*.json"))
            File.Copy(file, Path.Combine(contentRoot, Path.GetFileName(file)));

        return await RunningApp.StartAsync(Path.Combine(Output, $"{Name}.dll"), contentRoot, settings);
    }

    private Task DotnetAsync(params string[] arguments) => ChildProcess.RunAsync(_commandLimit, _folder, "dotnet", arguments);

    private static string Repository()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Pow.Templates.csproj")))
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("The tests do not lie in the repository.");

        return folder;
    }
}
