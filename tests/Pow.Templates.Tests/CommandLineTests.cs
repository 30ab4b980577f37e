using System.Globalization;
using System.Text.RegularExpressions;

namespace Pow.Templates.Tests;

/// <summary>What a user of <c>dotnet new</c> sees: options, refusals and post actions, which only the command has.</summary>
[Trait("Layer", "command line")]
public sealed partial class CommandLineTests(Workshop workshop) : IAsyncLifetime
{
    private const int MissingOption = 102;
    private const int InvalidOption = 127;

    private TemplateHive _hive = null!;

    public static TheoryData<Template> Templates => [.. Template.All];

    public async ValueTask InitializeAsync() => _hive = (await workshop.HiveAsync()).InNewFolder();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Install_and_uninstall_leave_no_template_behind()
    {
        var hive = await TemplateHive.InstallAsync(workshop, await workshop.PackageAsync());
        var installed = (await hive.NewAsync("list", "pow-")).Succeeded();
        Assert.All(Template.All, template => Assert.Contains(template.ShortName, installed));

        (await hive.NewAsync("uninstall", "Pow.Templates")).Succeeded();

        Assert.NotEqual(0, (await hive.NewAsync("list", "pow-")).ExitCode);
    }

    [Theory, MemberData(nameof(Templates))]
    public async Task Help_explains_every_option_that_is_not_hidden(Template template)
    {
        var help = OneLine((await _hive.NewAsync(template.ShortName, "-h")).Succeeded());

        Assert.Contains("-e, --extensions", help);
        Assert.Contains("-r, --registration", help);
        Assert.Contains("--no-restore", help);
        Assert.Contains("Multiple values are allowed: True", help);
        Assert.Contains(OneLine(template.Symbols["extensions"]!["description"]!.GetValue<string>()), help);
        Assert.All(
            [.. new[] { "extensions", "registration", "interactivity", "database", "sessionCache" }.Where(template.Symbols.ContainsKey)],
            (string option) => Assert.All(template.Symbols[option]!["choices"]!.AsArray(), choice => Assert.Contains(choice!["description"]!.GetValue<string>(), help)));
        Assert.Contains("--extensions reset-password invitation", help);
        Assert.DoesNotContain("kestrel", help);
        Assert.DoesNotContain("cannot-be-combined", help);
    }

    [Theory, MemberData(nameof(Templates))]
    public async Task A_wrong_extension_is_refused_with_the_right_ones(Template template)
    {
        var result = await _hive.NewAsync(template.ShortName, "-o", "Shop", "--extensions", "reset-passwords");

        Assert.Equal(InvalidOption, result.ExitCode);
        Assert.Contains("'reset-passwords' is not a valid value", result.Output);
        Assert.All([.. template.Extensions, "none", "all"], extension => Assert.Contains(extension, result.Output));
        Assert.False(Directory.Exists(Path.Combine(_hive.Folder, "Shop")));
    }

    [Theory, MemberData(nameof(Templates))]
    public async Task Extensions_with_commas_are_refused_with_a_hint_at_spaces(Template template)
    {
        var result = await _hive.NewAsync(template.ShortName, "-o", "Shop", "--extensions", "reset-password,invitation");

        Assert.Equal(InvalidOption, result.ExitCode);
        Assert.Contains("separate them with spaces, not commas", result.Output);
        Assert.False(Directory.Exists(Path.Combine(_hive.Folder, "Shop")));
    }

    /// <summary>The engine has no rule for this. A hidden option is missing then, and its name is the reason.</summary>
    [Theory, MemberData(nameof(Templates))]
    public async Task No_extensions_and_some_are_refused_with_a_reason(Template template)
    {
        foreach (var other in template.Extensions.Prepend("all"))
        {
            var result = await _hive.NewAsync(template.ShortName, "-o", "Shop", "--extensions", "none", other);

            Assert.Equal(MissingOption, result.ExitCode);
            Assert.Contains("none-cannot-be-combined-with-other-extensions", result.Output);
            Assert.Empty(Directory.EnumerateFiles(_hive.Folder, "*", SearchOption.AllDirectories));
        }
    }

    [Theory, MemberData(nameof(Templates))]
    public async Task A_new_app_is_restored_and_tells_what_to_do_next(Template template)
    {
        var output = (await _hive.NewAsync(template.ShortName, "-n", "1st app")).Succeeded();

        Assert.Contains("Restore succeeded.", output);
        Assert.Contains("1st app.slnx", output);
        Assert.Matches("""(?s)\n  cd "1st app"\n.*open the address.*\n  dotnet run --project "src/1st app"\n.*\n  dotnet test\n""", output.ReplaceLineEndings("\n"));
        Assert.True(File.Exists(Path.Combine(_hive.Folder, "1st app/src/1st app/obj/project.assets.json")));
    }

    [Theory, MemberData(nameof(Templates))]
    public async Task An_app_in_which_nobody_registers_tells_where_its_first_user_comes_from(Template template)
    {
        foreach (var registration in template.Registrations)
        {
            var output = (await _hive.NewAsync(template.ShortName, "-o", registration, "--registration", registration, "--no-restore")).Succeeded();

            Assert.Equal(registration != Variant.Open, output.Contains("create-user you@example.com", StringComparison.Ordinal));
        }
    }

    [Theory, MemberData(nameof(Templates))]
    public async Task A_wrong_registration_is_refused_with_the_right_ones(Template template)
    {
        var result = await _hive.NewAsync(template.ShortName, "-o", "Shop", "--registration", "invitation");

        Assert.Equal(InvalidOption, result.ExitCode);
        Assert.All(template.Registrations, registration => Assert.Contains(registration, result.Output));
        Assert.False(Directory.Exists(Path.Combine(_hive.Folder, "Shop")));
    }

    [Theory, MemberData(nameof(Templates))]
    public async Task No_restore_restores_nothing(Template template)
    {
        var output = await GenerateAsync(template);

        Assert.DoesNotContain("Restor", output);
        Assert.Contains("dotnet run", output);
        Assert.Empty(Directory.EnumerateDirectories(_hive.Folder, "obj", SearchOption.AllDirectories));
    }

    [Theory, MemberData(nameof(Templates))]
    public async Task Ports_are_chosen_at_creation(Template template)
    {
        await GenerateAsync(template);

        var launchSettings = await ReadAsync("Shop/src/Shop/Properties/launchSettings.json");
        var ports = Port().Matches(launchSettings).Select(port => int.Parse(port.Groups["port"].Value, CultureInfo.InvariantCulture)).Distinct().Order().ToArray();
        Assert.Collection(ports, http => Assert.InRange(http, 5000, 5300), https => Assert.InRange(https, 7000, 7300));
    }

    /// <summary>The command itself proposes to force it.</summary>
    [Theory, MemberData(nameof(Templates))]
    public async Task An_app_that_is_generated_twice_is_the_same_app(Template template)
    {
        await GenerateAsync(template);
        var files = Files();

        (await _hive.NewAsync(template.ShortName, "-o", "Shop", "--no-restore", "--force")).Succeeded();

        Assert.Equal(files, Files());

        string[] Files() => [.. Directory.EnumerateFiles(Path.Combine(_hive.Folder, "Shop"), "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];
    }

    [Theory, MemberData(nameof(Templates))]
    public async Task Several_extensions_are_given_with_spaces_or_one_by_one(Template template)
    {
        string[][] spellings = [["--extensions", .. template.Extensions], [.. template.Extensions.SelectMany(extension => (string[])["-e", extension])]];

        foreach (var spelling in spellings)
        {
            var folder = $"Shop{spelling.Length}";
            (await _hive.NewAsync([template.ShortName, "-n", "Shop", "-o", folder, "--no-restore", .. spelling])).Succeeded();
            Assert.Contains($"<PowExtensions>{string.Join(' ', template.Extensions)}</PowExtensions>", await ReadAsync($"{folder}/src/Shop/Shop.csproj"));
        }
    }

    private async Task<string> GenerateAsync(Template template) => (await _hive.NewAsync(template.ShortName, "-o", "Shop", "--no-restore")).Succeeded();

    private Task<string> ReadAsync(string file) => File.ReadAllTextAsync(Path.Combine(_hive.Folder, file), TestContext.Current.CancellationToken);

    private static string OneLine(string text) => Space().Replace(text, " ");

    [GeneratedRegex(@"\s+")]
    private static partial Regex Space();

    [GeneratedRegex(@"localhost:(?<port>\d+)")]
    private static partial Regex Port();
}
