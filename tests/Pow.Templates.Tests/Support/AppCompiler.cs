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
        return new(web, tests, [.. webProblems, .. testProblems]);
    }

    /// <summary>Compiles an app and puts it where its build would, beside all that it needs to run.</summary>
    public CompiledApp Emit(GeneratedApp app)
    {
        var compilation = Compile(app);
        var problems = compilation.FindProblems();
        var built = new BuiltApp(app);
        if (problems is []) Emit(compilation, built);
        return new(built, problems, TestClass.In(compilation.Tests));
    }

    /// <summary>Writes what was compiled.</summary>
    public void Emit(AppCompilation compilation, BuiltApp built)
    {
        CopyOutput(learntFrom.WebOutput, built.WebOutput, built.App.Folder);
        CopyOutput(learntFrom.CompressedFiles, built.CompressedFiles, built.App.Folder);
        CopyOutput(learntFrom.TestOutput, built.TestOutput, built.App.Folder);
        _web.Emit(compilation.Web, built.App.WebProject, built.WebOutput);
        foreach (var file in Directory.EnumerateFiles(built.WebOutput, $"{compilation.Web.AssemblyName}.???"))
            File.Copy(file, Path.Combine(built.TestOutput, Path.GetFileName(file)), overwrite: true);
        _tests.Emit(compilation.Tests, built.App.TestProject, built.TestOutput);
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
internal sealed record AppCompilation(CSharpCompilation Web, CSharpCompilation Tests, ImmutableArray<Diagnostic> ProblemsOfGenerators)
{
    /// <summary>All errors and warnings.</summary>
    public IReadOnlyList<Diagnostic> FindProblems() => [.. ProblemsOfGenerators, .. ProjectCompiler.FindProblems(Web), .. ProjectCompiler.FindProblems(Tests)];
}

/// <param name="Problems">Errors and warnings. With any, there is nothing to run.</param>
internal sealed record CompiledApp(BuiltApp App, IReadOnlyList<Diagnostic> Problems, IReadOnlyList<TestClass> TestClasses);
