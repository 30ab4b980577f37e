[assembly: AssemblyFixture(typeof(Pow.Templates.ApiTests.Support.Apis))]

namespace Pow.Templates.ApiTests.Support;

/// <summary>What all tests share: apps of the template pow-api, generated and built, one for each set of extensions.</summary>
public sealed class Apis : IDisposable
{
    private readonly TestFolder _folder = new("pow-api-tests-");
    private readonly Lazy<Task<GeneratedApp>> _all;
    private readonly Lazy<Task<GeneratedApp>> _none;

    public Apis() => (_all, _none) = (new(() => GenerateAsync("all")), new(() => GenerateAsync("none")));

    public static TheoryData<string> Extensions => ["all", "none"];

    public string NewFolder() => Directory.CreateDirectory(Path.Combine(_folder.Path, Guid.NewGuid().ToString("N"))).FullName;

    public void Dispose() => _folder.Dispose();

    internal Task<GeneratedApp> WithAsync(string extensions) => extensions is "all" ? _all.Value : _none.Value;

    private async Task<GeneratedApp> GenerateAsync(string extensions)
    {
        var app = await GeneratedApp.CreateAsync(NewFolder(), extensions, template: "pow-api");
        await app.BuildAsync();
        return app;
    }
}
