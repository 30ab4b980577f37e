namespace Pow.Templates.Tests.Support;

/// <summary>The <c>dotnet new</c> command with templates and a home of its own: nothing of the user is read or changed.</summary>
public sealed class TemplateHive
{
    private readonly Workshop _workshop;
    private readonly string _hive;
    private readonly Dictionary<string, string?> _environment;

    private TemplateHive(Workshop workshop, string hive, string home)
    {
        _workshop = workshop;
        _hive = hive;
        _environment = new()
        {
            ["DOTNET_CLI_HOME"] = home,
            // Packages that were restored before are taken from where they are, not fetched again.
            ["NUGET_PACKAGES"] = Environment.GetEnvironmentVariable("NUGET_PACKAGES")
                ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages"),
        };
        Folder = workshop.CreateFolder();
    }

    /// <summary>The folder in which the command runs.</summary>
    public string Folder { get; }

    /// <param name="package">A package, or what lies in it.</param>
    public static async Task<TemplateHive> InstallAsync(Workshop workshop, string package)
    {
        var hive = new TemplateHive(workshop, workshop.CreateFolder(), workshop.CreateFolder());
        (await hive.NewAsync("install", package)).Succeeded();
        return hive;
    }

    /// <summary>The same templates, with another folder to make apps in.</summary>
    public TemplateHive InNewFolder() => new(_workshop, _hive, _environment["DOTNET_CLI_HOME"]!);

    public Task<CommandResult> NewAsync(params IEnumerable<string> arguments) =>
        _workshop.Dotnet.RunAsync(Folder, _environment, ["new", .. arguments, "--debug:custom-hive", _hive]);
}
