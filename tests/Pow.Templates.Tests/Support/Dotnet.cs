namespace Pow.Templates.Tests.Support;

/// <summary>The <c>dotnet</c> command. Its builds share one compiler server, which ends with the tests.</summary>
public sealed class Dotnet : IAsyncDisposable
{
    private readonly string _compilerServer = $"pow-templates-{Guid.NewGuid():N}";
    private readonly Dictionary<string, string?> _environment;

    public Dotnet() => _environment = new()
    {
        ["UseSharedCompilation"] = "true",
        ["SharedCompilationId"] = _compilerServer,
        ["MSBUILDDISABLENODEREUSE"] = "1",
        ["DOTNET_CLI_USE_MSBUILD_SERVER"] = "0",
        ["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1",
        ["DOTNET_CLI_UI_LANGUAGE"] = "en",
        ["DOTNET_NOLOGO"] = "1",
        // Left over from the "dotnet test" that runs these tests.
        ["MSBuildExtensionsPath"] = null,
        ["MSBuildSDKsPath"] = null,
    };

    public Task<CommandResult> RunAsync(string folder, params IEnumerable<string> arguments) =>
        Command.RunAsync(folder, "dotnet", arguments, _environment);

    public Task<CommandResult> RunAsync(TimeSpan limit, string folder, params IEnumerable<string> arguments) =>
        Command.RunAsync(folder, "dotnet", arguments, _environment, limit);

    public Task<CommandResult> RunAsync(string folder, IReadOnlyDictionary<string, string?> environment, params IEnumerable<string> arguments) =>
        Command.RunAsync(folder, "dotnet", arguments, new Dictionary<string, string?>([.. _environment, .. environment]));

    public async ValueTask DisposeAsync() =>
        await RunAsync(Path.GetTempPath(), SdkAssemblies.CompilerServer, $"-pipename:{_compilerServer}", "-shutdown");
}
