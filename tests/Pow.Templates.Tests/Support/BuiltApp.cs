namespace Pow.Templates.Tests.Support;

/// <summary>A generated app that can be run, and its tests.</summary>
internal sealed record BuiltApp(GeneratedApp App)
{
    private const string KeptArguments = "obj/compiler-arguments.txt";

    public string WebOutput => Path.Combine(App.WebProject, "bin/Debug/net10.0");

    /// <summary>The static files as they are sent.</summary>
    public string CompressedFiles => Path.Combine(App.WebProject, "obj/Debug/net10.0/compressed");

    public string TestOutput => Path.Combine(App.TestProject, "bin/Debug/net10.0");

    /// <summary>Builds the solution in a folder as its owner does, but with warnings as errors, and keeps what the compiler was told.</summary>
    public static async Task BuildAsync(Dotnet dotnet, string solution, string scratch)
    {
        var targets = Path.Combine(scratch, "KeepCompilerArguments.targets");
        await File.WriteAllTextAsync(targets, $"""
            <Project>
              <Target Name="KeepCompilerArguments" AfterTargets="CoreCompile">
                <WriteLinesToFile File="$(MSBuildProjectDirectory)/{KeptArguments}" Lines="@(CscCommandLineArgs)" Overwrite="true" />
              </Target>
            </Project>
            """);
        (await dotnet.RunAsync(solution, "build", "-warnaserror", "-p:ProvideCommandLineArgs=true", $"-p:CustomAfterMicrosoftCommonTargets={targets}")).Succeeded();
    }

    /// <param name="project">A project that <see cref="BuildAsync"/> built.</param>
    public static string[] CompilerArguments(string project) => File.ReadAllLines(Path.Combine(project, KeptArguments));
}
