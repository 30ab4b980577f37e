namespace Pow.Templates.Tests.Support;

/// <summary>The <c>dotnet new</c> command with templates and a home of its own: nothing of the user is read or changed.</summary>
public sealed class TemplateHive(Workshop workshop)
{
    private readonly string _folder = workshop.CreateFolder();
    private readonly Dictionary<string, string?> _environment = new()
    {
        ["DOTNET_CLI_HOME"] = workshop.CreateFolder(),
        // Packages that were restored before are taken from where they are, not fetched again.
        ["NUGET_PACKAGES"] = Environment.GetEnvironmentVariable("NUGET_PACKAGES")
            ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages"),
    };

    /// <summary>The folder in which the command runs.</summary>
    public string Folder { get; } = workshop.CreateFolder();

    public static async Task<TemplateHive> WithPackageAsync(Workshop workshop)
    {
        var hive = new TemplateHive(workshop);
        (await hive.NewAsync("install", await workshop.PackageAsync())).Succeeded();
        return hive;
    }

    public Task<CommandResult> NewAsync(params IEnumerable<string> arguments) => NewAsync([], arguments);

    public Task<CommandResult> NewAsync(IEnumerable<(string Name, string? Value)> environment, params IEnumerable<string> arguments) => workshop.Dotnet.RunAsync(
        Folder,
        new Dictionary<string, string?>([.. _environment, .. environment.Select(variable => KeyValuePair.Create(variable.Name, variable.Value))]),
        ["new", .. arguments, "--debug:custom-hive", _folder]);
}
