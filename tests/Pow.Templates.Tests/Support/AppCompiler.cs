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

    public IReadOnlyList<Finding> LookAtCode(AppCompilation compilation) => CodeShape.Look(compilation, learntFrom.App.WebProject);

    /// <summary>Compiles an app and puts it where its build would, beside all that it needs to run.</summary>
    public CompiledApp Emit(GeneratedApp app)
    {
        var compilation = Compile(app);
        var built = new BuiltApp(app);
        return new(built, [.. compilation.ProblemsOfGenerators, .. Emit(compilation, built)], TestClass.In(compilation.Tests), LookAtCode(compilation));
    }

    /// <summary>Writes what was compiled.</summary>
    /// <returns>Errors and warnings. With an error, there is nothing to run.</returns>
    public IReadOnlyList<Diagnostic> Emit(AppCompilation compilation, BuiltApp built)
    {
        CopyOutput(learntFrom.WebOutput, built.WebOutput, built.App.Folder);
        CopyOutput(learntFrom.CompressedFiles, built.CompressedFiles, built.App.Folder);
        CopyOutput(learntFrom.TestOutput, built.TestOutput, built.App.Folder);
        Diagnostic[] web = [.. _web.Emit(compilation.Web, built.App.WebProject, built.WebOutput)];
        foreach (var file in new[] { $"{compilation.Web.AssemblyName}.dll", $"{compilation.Web.AssemblyName}.pdb" })
            File.Copy(Path.Combine(built.WebOutput, file), Path.Combine(built.TestOutput, file));
        return [.. web, .. _tests.Emit(compilation.Tests, built.App.TestProject, built.TestOutput)];
    }

    // What is compiled comes later. Some of the rest names the folder of the app.
    private void CopyOutput(string source, string target, string folder)
    {
        foreach (var file in Directory.EnumerateFiles(source, "*", SearchOption.AllDirectories).Where(file => !IsCompiled(file)))
        {
            var copy = Path.Combine(target, Path.GetRelativePath(source, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            if (Path.GetExtension(file) == ".json") File.WriteAllText(copy, File.ReadAllText(file).Replace(learntFrom.App.Folder, folder).Replace(Escaped(learntFrom.App.Folder), Escaped(folder)));
            else if (OperatingSystem.IsWindows()) File.Copy(file, copy);
            else File.CreateSymbolicLink(copy, file);
        }

        bool IsCompiled(string file) => Path.GetExtension(file) is ".dll" or ".pdb" && Path.GetFileNameWithoutExtension(file) is var name
            && (name == learntFrom.App.Variant.Name || name == $"{learntFrom.App.Variant.Name}.Tests");
        static string Escaped(string path) => path.Replace("/", "\\/");
    }
}

/// <param name="ProblemsOfGenerators">Errors and warnings.</param>
internal sealed record AppCompilation(CSharpCompilation Web, CSharpCompilation Tests, ImmutableArray<Diagnostic> ProblemsOfGenerators)
{
    /// <summary>All errors and warnings.</summary>
    public IReadOnlyList<Diagnostic> FindProblems() => [.. ProblemsOfGenerators, .. ProjectCompiler.FindProblems(Web), .. ProjectCompiler.FindProblems(Tests)];
}

/// <param name="Problems">Errors and warnings. With an error, there is nothing to run.</param>
internal sealed record CompiledApp(BuiltApp App, IReadOnlyList<Diagnostic> Problems, IReadOnlyList<TestClass> TestClasses, IReadOnlyList<Finding> Findings);
