using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace Pow.Templates.Tests.Support;

/// <summary>
/// Compiles generated apps, the web project and its tests, as <c>dotnet build</c> does but in a fraction of the time: how, it has
/// learnt from one real build.
/// </summary>
public sealed class AppCompiler
{
    private readonly ProjectCompiler _web;
    private readonly ProjectCompiler _tests;

    private AppCompiler(ProjectCompiler web, ProjectCompiler tests) => (_web, _tests) = (web, tests);

    public static async Task<AppCompiler> LearnFromAsync(Dotnet dotnet, GeneratedApp app) => new(
        await ProjectCompiler.LearnFromAsync(dotnet, app.WebProject),
        await ProjectCompiler.LearnFromAsync(dotnet, app.TestProject));

    public AppCompilation Compile(GeneratedApp app)
    {
        var (web, webProblems) = _web.Compile(app.WebProject);
        var (tests, testProblems) = _tests.Compile(app.TestProject, web.ToMetadataReference());
        return new(web, tests, [.. webProblems, .. testProblems]);
    }
}

/// <param name="Problems">Errors, and warnings that are not switched off.</param>
public sealed record AppCompilation(Compilation Web, Compilation Tests, ImmutableArray<Diagnostic> Problems);
