using System.Collections.Concurrent;
using Pow.Templates.Tests.Support;

[assembly: AssemblyFixture(typeof(Workshop))]

namespace Pow.Templates.Tests.Support;

/// <summary>Makes what the tests look at, each thing once: the package, the generated apps, the built ones.</summary>
public sealed class Workshop : IAsyncDisposable
{
    private readonly ScratchFolder _scratch = new();
    private readonly Lazy<Task<string>> _package;
    private readonly Lazy<Task<InProcessEngine>> _engine;
    private readonly ConcurrentDictionary<string, Lazy<Task<AppCompiler>>> _compilers = new();
    private readonly ConcurrentDictionary<Variant, Lazy<Task<GeneratedApp>>> _generated = new();
    private readonly ConcurrentDictionary<Variant, Lazy<Task<BuiltApp>>> _built = new();

    public Workshop()
    {
        _package = new(PackAsync);
        _engine = new(async () => await InProcessEngine.InstallAsync(await PackageAsync()));
    }

    public Dotnet Dotnet { get; } = new();

    public string CreateFolder() => _scratch.CreateFolder();

    public Task<string> PackageAsync() => _package.Value;

    public Task<InProcessEngine> EngineAsync() => _engine.Value;

    /// <summary>The compiler of a template's apps.</summary>
    public Task<AppCompiler> CompilerAsync(string template) =>
        _compilers.GetOrAdd(template, key => new(async () => await AppCompiler.LearnFromAsync(Dotnet, await GenerateIntoNewFolderAsync(new(key, "all", Variant.OrdinaryName))))).Value;

    public Task<GeneratedApp> GenerateAsync(Variant variant) =>
        _generated.GetOrAdd(variant, key => new(() => GenerateIntoNewFolderAsync(key))).Value;

    public Task<BuiltApp> BuildAsync(Variant variant) =>
        _built.GetOrAdd(variant, key => new(async () => await BuiltApp.BuildAsync(Dotnet, await GenerateIntoNewFolderAsync(key)))).Value;

    public async Task<string> PackAsync()
    {
        var folder = CreateFolder();
        var project = Path.Combine(Repository.Root, "Pow.Templates.csproj");
        (await Dotnet.RunAsync(Repository.Root, ["pack", project, "-warnaserror", "--output", folder, "--artifacts-path", CreateFolder()])).Succeeded();
        return Directory.EnumerateFiles(folder, "*.nupkg").Single();
    }

    public async ValueTask DisposeAsync()
    {
        if (_engine is { IsValueCreated: true, Value.IsCompletedSuccessfully: true }) (await _engine.Value).Dispose();
        await Dotnet.DisposeAsync();
        _scratch.Dispose();
    }

    private async Task<GeneratedApp> GenerateIntoNewFolderAsync(Variant variant)
    {
        var folder = Path.Combine(CreateFolder(), variant.Name);
        await (await EngineAsync()).GenerateAsync(variant, folder);
        return new(variant, folder);
    }
}
