namespace Pow.Templates.Tests.Support;

/// <summary>A generated app, built as its owner builds it, but with warnings as errors.</summary>
public sealed class BuiltApp
{
    private readonly Dotnet _dotnet;
    private readonly GeneratedApp _app;

    private BuiltApp(Dotnet dotnet, GeneratedApp app) => (_dotnet, _app) = (dotnet, app);

    public static async Task<BuiltApp> BuildAsync(Dotnet dotnet, GeneratedApp app)
    {
        (await dotnet.RunAsync(app.Folder, "build", "-warnaserror")).Succeeded();
        return new(dotnet, app);
    }

    public async Task<CommandResult> VerifyFormatAsync() =>
        await _dotnet.RunAsync(_app.Folder, "format", "--no-restore", "--verify-no-changes");

    public async Task<CommandResult> FindPendingModelChangesAsync()
    {
        (await _dotnet.RunAsync(_app.Folder, "tool", "restore")).Succeeded();
        return await _dotnet.RunAsync(_app.Folder, "ef", "migrations", "has-pending-model-changes", "--no-build", "--project", _app.WebProject);
    }

    public async Task<TestRun> TestAsync()
    {
        var results = TestRun.CreateResultsFolder(_app.Folder);
        var result = await _dotnet.RunAsync(_app.Folder, "test", "--no-build", "--logger", "trx", "--results-directory", results);
        return new(result, results);
    }
}
