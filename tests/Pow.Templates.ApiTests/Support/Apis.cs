[assembly: AssemblyFixture(typeof(Pow.Templates.ApiTests.Support.Apis))]

namespace Pow.Templates.ApiTests.Support;

/// <summary>What all tests share: apps of the template pow-api, built, one for each set of extensions.</summary>
public sealed class Apis : IDisposable
{
    private readonly TestFolder _folder = new("pow-api-tests-");
    private readonly Task<GeneratedApp> _all;
    private readonly Task<GeneratedApp> _none;

    public Apis() => (_all, _none) = (GeneratedApp.BuildAsync(NewFolder(), "pow-api", "all"), GeneratedApp.BuildAsync(NewFolder(), "pow-api", "none"));

    public static TheoryData<string> Extensions => ["all", "none"];

    public string NewFolder() => Directory.CreateDirectory(Path.Combine(_folder.Path, Guid.NewGuid().ToString("N"))).FullName;

    public void Dispose() => _folder.Dispose();

    internal Task<GeneratedApp> WithAsync(string extensions) => extensions is "all" ? _all : _none;
}
