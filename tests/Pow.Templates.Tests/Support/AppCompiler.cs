using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Pow.Templates.Tests.Support;

/// <summary>
/// Compiles generated apps, the web project and its tests, as <c>dotnet build</c> does but in a fraction of the time: how, it has
/// learnt from one real build. That holds for apps with the same project files.
/// </summary>
internal sealed class AppCompiler(BuiltApp learntFrom)
{
    private readonly ProjectCompiler _web = new(learntFrom.App.WebProject, BuiltApp.CompilerArguments(learntFrom.App.WebProject));
    private readonly ProjectCompiler _tests = new(learntFrom.App.TestProject, BuiltApp.CompilerArguments(learntFrom.App.TestProject));

    public AppCompilation Compile(GeneratedApp app)
    {
        var isOrdinary = app.Variant.Name == Variant.OrdinaryName;
        var (web, webProblems) = _web.Compile(app.WebProject, reference: null, isOrdinary);
        var (tests, testProblems) = _tests.Compile(app.TestProject, web.ToMetadataReference(), isOrdinary);
        return new(app, web, tests, [.. webProblems, .. testProblems]);
    }

    /// <summary>Puts an app where its build would, beside all that it needs to run.</summary>
    public BuiltApp EmitWeb(AppCompilation compilation)
    {
        var built = new BuiltApp(compilation.App);
        CopyOutput(learntFrom.WebOutput, built.WebOutput, compilation.App.Folder);
        CopyOutput(learntFrom.CompressedFiles, built.CompressedFiles, compilation.App.Folder);
        _web.Emit(compilation.Web, compilation.App.WebProject, built.WebOutput);
        return built;
    }

    /// <summary>The same for an app and its tests.</summary>
    public BuiltApp Emit(AppCompilation compilation)
    {
        var built = EmitWeb(compilation);
        CopyOutput(learntFrom.TestOutput, built.TestOutput, compilation.App.Folder);
        foreach (var file in Directory.EnumerateFiles(built.WebOutput, $"{compilation.Web.AssemblyName}.???"))
            File.Copy(file, Path.Combine(built.TestOutput, Path.GetFileName(file)), overwrite: true);
        _tests.Emit(compilation.Tests, compilation.App.TestProject, built.TestOutput);
        return built;
    }

    private void CopyOutput(string source, string target, string folder)
    {
        foreach (var file in Directory.EnumerateFiles(source, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(target, Path.GetRelativePath(source, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            // Some of these files name the folder of the app.
            if (Path.GetExtension(file) != ".json") File.Copy(file, copy, overwrite: true);
            else File.WriteAllText(copy, File.ReadAllText(file).Replace(learntFrom.App.Folder, folder).Replace(Escaped(learntFrom.App.Folder), Escaped(folder)));
        }

        static string Escaped(string path) => path.Replace("/", "\\/");
    }
}

/// <param name="ProblemsOfGenerators">Errors and warnings.</param>
internal sealed record AppCompilation(GeneratedApp App, CSharpCompilation Web, CSharpCompilation Tests, ImmutableArray<Diagnostic> ProblemsOfGenerators)
{
    /// <summary>All errors and warnings.</summary>
    public IReadOnlyList<Diagnostic> FindProblems() => [.. ProblemsOfGenerators, .. ProjectCompiler.FindProblems(Web), .. ProjectCompiler.FindProblems(Tests)];
}
