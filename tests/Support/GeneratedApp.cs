namespace Pow.Templates.Support;

/// <summary>What a newcomer gets from a template.</summary>
internal sealed class GeneratedApp
{
    private const string Name = "Shop";
    private static readonly TimeSpan _commandLimit = TimeSpan.FromMinutes(2);

    private readonly string _folder;

    private GeneratedApp(string folder) => _folder = folder;

    public string Readme => File.ReadAllText(Path.Combine(Folder, "README.md"));

    public string Folder => Path.Combine(_folder, Name);

    public string Project => Path.Combine(Folder, "src", Name);

    private string Program => Path.Combine(Project, "bin", "Debug", "net10.0", $"{Name}.dll");

    public static async Task<GeneratedApp> CreateAsync(string folder, string extensions, string registration = "open", string template = "pow-mvc")
    {
        var app = new GeneratedApp(folder);
        var hive = Path.Combine(folder, "hive");
        await app.DotnetAsync("new", "install", Path.Combine(Repository(), "templates"), "--debug:custom-hive", hive);
        await app.DotnetAsync(
        [
            "new", template, "-o", Name, "--extensions", .. extensions.Split(' '), "--registration", registration,
            "--no-restore", "--no-update-check", "--debug:custom-hive", hive,
        ]);
        return app;
    }

    public Task BuildAsync() => DotnetAsync("build", Project, "-nodeReuse:false");

    /// <returns>The program.</returns>
    public async Task<string> PublishAsync()
    {
        var output = Path.Combine(_folder, "publish");
        await DotnetAsync("publish", Project, "-c", "Release", "-o", output, "-nodeReuse:false");
        return Path.Combine(output, $"{Name}.dll");
    }

    /// <summary>Starts what was built in Development, with data of its own.</summary>
    public Task<RunningApp> StartAsync(params (string Name, string Value)[] settings) => StartAsync(NewContentRoot(), settings);

    // Browsers trust the name localhost over http.
    public Task<RunningApp> StartAsync(string contentRoot, params (string Name, string Value)[] settings) =>
        StartAsync(contentRoot, $"http://localhost:{FreePort.Take()}", settings);

    /// <summary>Starts it at an address of the caller's choice.</summary>
    public Task<RunningApp> StartAsync(string contentRoot, string url, params (string Name, string Value)[] settings) =>
        RunningApp.StartAsync(["dotnet", Program], contentRoot, "Development", url, settings);

    /// <summary>Runs what was built in Development, with words that it takes.</summary>
    /// <returns>What it printed.</returns>
    public Task<string> RunAsync(string contentRoot, string words) =>
        RunningApp.RunAsync(Program, contentRoot, words, ("ASPNETCORE_ENVIRONMENT", "Development"));

    /// <summary>A folder with the settings of the app and no data.</summary>
    public string NewContentRoot()
    {
        var contentRoot = Directory.CreateDirectory(Path.Combine(_folder, Guid.NewGuid().ToString("N"))).FullName;
        foreach (var file in Directory.EnumerateFiles(Project, "appsettings*.json"))
            File.Copy(file, Path.Combine(contentRoot, Path.GetFileName(file)));
        return contentRoot;
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
