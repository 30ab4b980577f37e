namespace Pow.Templates.Support;

/// <summary>What a newcomer gets from a template.</summary>
internal sealed class GeneratedApp
{
    private const string Name = "Shop";

    // For what the app writes, and all else that is not its own.
    private readonly string _scratch;

    private GeneratedApp(string folder, string scratch) => (Folder, _scratch) = (folder, scratch);

    public string Folder { get; }

    public string Readme => File.ReadAllText(Path.Combine(Folder, "README.md"));

    public string Project => Path.Combine(Folder, "src", Name);

    private string Program => Path.Combine(Project, "bin", "Debug", "net10.0", $"{Name}.dll");

    /// <summary>
    /// An app that is built: the one in the folder TEST_APPS, which several projects of tests share and none writes to, or else a new one.
    /// </summary>
    public static async Task<GeneratedApp> BuildAsync(
        string scratch, string template, string extensions, string registration = "open", params (string Option, string Value)[] others)
    {
        var name = string.Join('.', [extensions, registration, .. others.Select(option => option.Value)]);
        if (Environment.GetEnvironmentVariable("TEST_APPS") is { Length: > 0 } apps && Path.Combine(apps, template, name, Name) is var ready && Directory.Exists(ready))
            return new GeneratedApp(ready, scratch);

        var app = await CreateAsync(scratch, template, extensions, registration, others);
        await app.DotnetAsync("build", app.Project, "-nodeReuse:false");
        return app;
    }

    /// <summary>An app that is built after its owner has changed it.</summary>
    public static async Task<GeneratedApp> BuildChangedAsync(string scratch, string template, string extensions, Action<GeneratedApp> change)
    {
        var app = await CreateAsync(scratch, template, extensions);
        change(app);
        await app.DotnetAsync("build", app.Project, "-nodeReuse:false");
        return app;
    }

    /// <summary>A new app, of source alone.</summary>
    public static async Task<GeneratedApp> CreateAsync(
        string scratch, string template, string extensions, string registration = "open", params (string Option, string Value)[] others)
    {
        var app = new GeneratedApp(Path.Combine(scratch, Name), scratch);
        var hive = Path.Combine(scratch, "hive");
        await app.DotnetAsync("new", "install", Path.Combine(Repository(), "templates"), "--debug:custom-hive", hive);
        await app.DotnetAsync([
            "new", template, "-o", Name, "--extensions", extensions, "--registration", registration,
            .. others.SelectMany(option => new[] { $"--{option.Option}", option.Value }),
            "--no-restore", "--no-update-check", "--debug:custom-hive", hive,
        ]);
        return app;
    }

    /// <returns>The program.</returns>
    public async Task<string> PublishAsync()
    {
        var output = Path.Combine(_scratch, "publish");
        await DotnetAsync("publish", Project, "-c", "Release", "-o", output, "-nodeReuse:false");
        return Path.Combine(output, $"{Name}.dll");
    }

    /// <summary>Starts what was built in Development, with data of its own.</summary>
    public Task<RunningApp> StartAsync(params (string Name, string Value)[] settings) => StartAsync(NewContentRoot(), settings);

    /// <summary>Starts it on the data of an app that ran before.</summary>
    // Browsers trust the name localhost over http.
    public Task<RunningApp> StartAsync(string contentRoot, params (string Name, string Value)[] settings) =>
        RunningApp.StartAsync(["dotnet", Program], contentRoot, "Development", $"http://localhost:{FreePort.Take()}", settings);

    /// <summary>Runs what was built in Development, with words that it takes.</summary>
    /// <returns>What it printed.</returns>
    public Task<string> RunAsync(string contentRoot, string words, params (string Name, string Value)[] settings) =>
        RunningApp.RunAsync(Program, contentRoot, words, [.. settings, ("ASPNETCORE_ENVIRONMENT", "Development")]);

    /// <summary>A folder with the settings of the app and no data, as far below a folder of its own as <see cref="Project"/> is below <see cref="Folder"/>.</summary>
    public string NewContentRoot()
    {
        var contentRoot = Directory.CreateDirectory(Path.Combine(_scratch, Guid.NewGuid().ToString("N"), "src", Name)).FullName;
        foreach (var file in Directory.EnumerateFiles(Project, "appsettings*.json"))
            File.Copy(file, Path.Combine(contentRoot, Path.GetFileName(file)));
        return contentRoot;
    }

    private Task DotnetAsync(params string[] arguments) => ChildProcess.RunAsync(_scratch, "dotnet", arguments);

    private static string Repository()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Pow.Templates.csproj")))
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("The tests do not lie in the repository.");

        return folder;
    }
}
