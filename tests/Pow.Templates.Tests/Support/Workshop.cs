using System.Collections.Concurrent;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;
using Pow.Templates.Support;
using Pow.Templates.Tests.Support;

[assembly: AssemblyFixture(typeof(Workshop))]

namespace Pow.Templates.Tests.Support;

/// <summary>Makes what the tests look at, each thing once: the package, the generated apps, the built ones.</summary>
public sealed class Workshop : IAsyncDisposable
{
    // Where test.sh wants the apps that are built for real: other tests run them.
    private static readonly string? _appsFolder = Environment.GetEnvironmentVariable("TEST_APPS");

    // Where test.sh --quick keeps what was learnt from real builds.
    private static readonly string? _keptFolder = Environment.GetEnvironmentVariable("TEST_CACHE");

    private static readonly IReadOnlyList<Variant> _builtWithOthers = [.. Template.All.SelectMany(Choices.ToBuild)];

    private readonly ScratchFolder _scratch = new();
    private readonly Lazy<Task<string>> _package;
    private readonly Lazy<Task<string>> _unpacked;
    private readonly Lazy<Task<InProcessEngine>> _engine;
    private readonly Lazy<Task<TemplateHive>> _hive;
    private readonly Lazy<Task> _builtTogether;
    private readonly Lazy<string> _builtFolder;
    private readonly Lazy<Task<PostgresServer>> _postgres = new(PostgresServer.StartAsync);
    private readonly Lazy<Task<RedisServer>> _redis = new(() => RedisServer.StartAsync());
    private readonly ConcurrentDictionary<string, Lazy<Task<AppCompiler>>> _compilers = new();
    private readonly ConcurrentDictionary<Template, Lazy<Task<SuitePlan>>> _plans = new();
    private readonly ConcurrentDictionary<Variant, Lazy<Task<GeneratedApp>>> _generated = new();
    private readonly ConcurrentDictionary<Variant, Lazy<Task<CompiledApp>>> _compiled = new();
    private readonly ConcurrentDictionary<Variant, Lazy<Task<BuiltApp>>> _built = new();

    public Workshop()
    {
        _package = new(PackAsync);
        _unpacked = new(UnpackAsync);
        _engine = new(async () => await InProcessEngine.InstallAsync(await _unpacked.Value));
        _builtTogether = new(BuildTogetherAsync);
        _builtFolder = new(CreateFolder);
        _hive = new(async () => await TemplateHive.InstallAsync(this, await _unpacked.Value));
    }

    public Dotnet Dotnet { get; } = new();

    public string CreateFolder() => _scratch.CreateFolder();

    public Task<string> PackageAsync() => _package.Value;

    public Task<InProcessEngine> EngineAsync() => _engine.Value;

    /// <summary>Where <c>dotnet new</c> knows the templates.</summary>
    public Task<TemplateHive> HiveAsync() => _hive.Value;

    public Task<GeneratedApp> GenerateAsync(Variant variant) =>
        _generated.GetOrAdd(variant, key => new(() => GenerateAsync(key, Path.Combine(CreateFolder(), key.Name)))).Value;

    public async Task<GeneratedApp> GenerateAsync(Variant variant, string folder)
    {
        var creation = await (await EngineAsync()).GenerateAsync(variant, folder);
        return new(variant, folder) { Creation = creation };
    }

    /// <summary>A folder with one solution of many apps.</summary>
    public Task<string> CreateSolutionAsync(IEnumerable<GeneratedApp> apps) => CreateSolutionAsync(apps.SelectMany(app =>
        new[] { $"{app.WebProject}/{app.Variant.Name}.csproj", $"{app.TestProject}/{app.Variant.Name}.Tests.csproj" }));

    /// <summary>A folder with one solution of many projects, whose names may be the same.</summary>
    public async Task<string> CreateSolutionAsync(IEnumerable<string> projects)
    {
        var folder = CreateFolder();
        await File.WriteAllTextAsync(
            Path.Combine(folder, "Apps.slnx"),
            $"<Solution>{string.Concat(projects.Select((project, index) => $"""
                <Folder Name="/{index}/">
                  <Project Path="{project}" />
                </Folder>
                """))}</Solution>");
        return folder;
    }

    internal async Task<AppCompiler> CompilerAsync(GeneratedApp app)
    {
        // A hostile name changes no more than the names in the project files.
        var like = app.Variant.Name == Variant.OrdinaryName ? app : await GenerateAsync(app.Variant with { Name = Variant.OrdinaryName });
        var all = await GenerateAsync(Variant.All(app.Variant.Template));
        return await _compilers.GetOrAdd(like.BuildFiles, _ => new(() => LearnFromAsync(like.BuildFiles == all.BuildFiles ? all : like))).Value;
    }

    /// <summary>Compiles an app, which then can be run.</summary>
    internal Task<CompiledApp> CompileAsync(Variant variant) => _compiled.GetOrAdd(variant, key => new(async () =>
    {
        var app = await GenerateAsync(key);
        return (await CompilerAsync(app)).Emit(app);
    })).Value;

    /// <summary>Builds an app for real.</summary>
    internal Task<BuiltApp> BuildAsync(Variant variant) => _built.GetOrAdd(variant, key => new(async () =>
    {
        if (_builtWithOthers.Contains(key)) await _builtTogether.Value;
        return await BuildAsync(key, key.Name == Variant.OrdinaryName ? FolderOf(key) : CreateFolder());
    })).Value;

    /// <summary>What is tested in which app of a template.</summary>
    internal Task<SuitePlan> PlanAsync(Template template) => _plans.GetOrAdd(template, key => new(async () =>
    {
        var apps = new ConcurrentBag<TestableApp>();
        await Choices.EachAsync(await ChoicesToTestAsync(key), async variant => apps.Add(await MakeTestableAsync(variant)));
        return SuitePlan.For([.. apps.OrderBy(app => app.Variant.ToString(), StringComparer.Ordinal)]);
    })).Value;

    public async Task<string> PackAsync()
    {
        var folder = CreateFolder();
        var project = Path.Combine(Repository.Root, "Pow.Templates.csproj");
        (await Dotnet.RunAsync(Repository.Root, ["pack", project, "-warnaserror", "--output", folder, "--artifacts-path", CreateFolder()])).Succeeded();
        return Directory.EnumerateFiles(folder, "*.nupkg").Single();
    }

    /// <summary>The connection string of a database that does not exist yet. There is no SQL Server.</summary>
    public async Task<string> NewDatabaseAsync(Variant variant) => variant.Database switch
    {
        Variant.Postgres => $"{(await _postgres.Value).Connection};Database={Guid.NewGuid():N}",
        Variant.SqlServer => "Server=127.0.0.1,1;Database=app;Encrypt=False",
        _ => $"Data Source={Path.Combine(CreateFolder(), "app.db")}",
    };

    /// <summary>What the tests of an app are told in their environment: the servers that they use.</summary>
    public async Task<IReadOnlyDictionary<string, string?>> SettingsForTestsAsync(Variant variant)
    {
        var settings = new Dictionary<string, string?>();
        if (variant.Database is Variant.Postgres) settings["ConnectionStrings__Tests"] = (await _postgres.Value).Connection;
        if (variant.SessionCache is Variant.Redis) settings["ConnectionStrings__TestsRedis"] = (await _redis.Value).Connection;
        return settings;
    }

    public async ValueTask DisposeAsync()
    {
        if (_postgres is { IsValueCreated: true, Value.IsCompletedSuccessfully: true }) await (await _postgres.Value).DisposeAsync();
        if (_redis is { IsValueCreated: true, Value.IsCompletedSuccessfully: true }) await (await _redis.Value).DisposeAsync();
        if (_engine is { IsValueCreated: true, Value.IsCompletedSuccessfully: true }) (await _engine.Value).Dispose();
        await Dotnet.DisposeAsync();
        _scratch.Dispose();
    }

    // The same files as in the package, from which the engine reads many times faster: the package is read as a zip file, with a buffer of 8 MB for each file.
    private async Task<string> UnpackAsync()
    {
        var folder = CreateFolder();
        await ZipFile.ExtractToDirectoryAsync(await PackageAsync(), folder);
        return folder;
    }

    // And so many more that no test file is in one app alone: what takes several extensions would be. What takes servers is in the app that has them.
    private async Task<IReadOnlyList<Variant>> ChoicesToTestAsync(Template template)
    {
        var chosen = Choices.ToTest(template).ToList();
        if (Change.IsLookedAt) return chosen;

        var others = await Task.WhenAll(Choices.ToGenerate(template).Except(chosen).Where(Choices.CanRun).Select(GenerateAsync));
        while (true)
        {
            var apps = await Task.WhenAll(chosen.Select(GenerateAsync));
            var lonely = apps.SelectMany(app => app.TestFiles).GroupBy(file => file).Where(same => same.Count() == 1).Select(same => same.Key)
                .Intersect(apps.Concat(others).Where(app => !app.Variant.NeedsServers).SelectMany(app => app.TestFiles)).ToHashSet();
            if (others.MaxBy(app => app.TestFiles.Count(lonely.Contains)) is not { } best || !best.TestFiles.Any(lonely.Contains)) return chosen;
            chosen.Add(best.Variant);
        }
    }

    // Built for real where that is done anyway, or else compiled here.
    private async Task<TestableApp> MakeTestableAsync(Variant variant)
    {
        var compiled = await CompileAsync(variant);
        return new(Choices.ToBuild(Template.Named(variant.Template)).Contains(variant) ? await BuildAsync(variant) : compiled.App, compiled.TestClasses);
    }

    private async Task<AppCompiler> LearnFromAsync(GeneratedApp app)
    {
        if (_builtWithOthers.Any(variant => variant.Template == app.Variant.Template)) await _builtTogether.Value;
        var folder = LearningFolderOf(app.Variant);
        if (_appsFolder is null && _keptFolder is not null)
            folder = Path.Combine(_keptFolder, Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(app.BuildFiles + SdkAssemblies.Folder))));
        return new(await BuildAsync(app.Variant, folder, GenerateWithEveryPackageAsync));
    }

    private Task<BuiltApp> BuildAsync(Variant variant, string folder) => BuildAsync(variant, folder, GenerateAnewAsync);

    private async Task<BuiltApp> BuildAsync(Variant variant, string folder, Func<Variant, string, Task<GeneratedApp>> generateAsync)
    {
        if (!IsBuilt(folder))
        {
            await BuiltApp.BuildAsync(Dotnet, (await generateAsync(variant, folder)).Folder, CreateFolder());
            MarkAsBuilt(folder);
        }

        return new(new(variant, Path.Combine(folder, variant.Name)));
    }

    // One build of many apps takes half the time of many builds.
    private async Task BuildTogetherAsync()
    {
        var missing = _builtWithOthers.Where(variant => !IsBuilt(FolderOf(variant))).ToList();
        var toLearnFrom = _builtWithOthers.Select(variant => Variant.All(variant.Template)).Distinct().Where(variant => !IsBuilt(LearningFolderOf(variant))).ToList();
        if (missing is [] && toLearnFrom is []) return;

        var apps = await Task.WhenAll([
            .. missing.Select(variant => GenerateAnewAsync(variant, FolderOf(variant))),
            .. toLearnFrom.Select(variant => GenerateWithEveryPackageAsync(variant, LearningFolderOf(variant))),
        ]);
        await BuiltApp.BuildAsync(Dotnet, await CreateSolutionAsync(apps), CreateFolder());
        foreach (var folder in missing.Select(FolderOf).Concat(toLearnFrom.Select(LearningFolderOf))) MarkAsBuilt(folder);
    }

    private string FolderOf(Variant variant) => Path.Combine(_appsFolder ?? _builtFolder.Value, variant.Template, variant.FolderName);

    private string LearningFolderOf(Variant variant) => $"{FolderOf(variant)}.every-package";

    // What compiles and runs with some packages does so with all that the source of the template names: so one build is enough to learn from.
    private async Task<GeneratedApp> GenerateWithEveryPackageAsync(Variant variant, string folder)
    {
        var app = await GenerateAnewAsync(variant, folder);
        foreach (var project in Directory.EnumerateFiles(app.Folder, "*.csproj", SearchOption.AllDirectories))
        {
            var source = Path.Combine(
                Template.Named(variant.Template).Folder, Path.GetRelativePath(app.Folder, project).Replace(variant.Name, "PowApp.1", StringComparison.Ordinal));
            var (own, every) = (XDocument.Load(project), XDocument.Load(source));
            var packages = own.Descendants("PackageReference").ToList();
            packages[^1].AddAfterSelf(every.Descendants("PackageReference").Where(package => packages.All(known => (string?)known.Attribute("Include") != (string?)package.Attribute("Include"))));
            own.Descendants("PropertyGroup").First().Add(new XElement("RunAnalyzers", "false")); // Other builds do.
            own.Save(project);
        }

        return app;
    }

    private async Task<GeneratedApp> GenerateAnewAsync(Variant variant, string folder)
    {
        if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
        return await GenerateAsync(variant, Path.Combine(folder, variant.Name));
    }

    private static bool IsBuilt(string folder) => File.Exists(Path.Combine(folder, "built"));

    private static void MarkAsBuilt(string folder) => File.WriteAllText(Path.Combine(folder, "built"), "");
}
