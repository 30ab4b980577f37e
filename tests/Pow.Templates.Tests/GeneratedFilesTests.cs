using System.Text.RegularExpressions;
using Microsoft.TemplateEngine.Abstractions;

namespace Pow.Templates.Tests;

/// <summary>What lies in a new app, for every set of extensions.</summary>
public sealed partial class GeneratedFilesTests(Workshop workshop)
{
    // Data, not prose: any word or digits may lie in it.
    private const string PasswordList = "common-passwords.txt";

    public static TheoryData<Template> Templates => [.. Template.All];

    [Theory, MemberData(nameof(Variant.EveryChoice), MemberType = typeof(Variant))]
    public Task No_mark_of_the_template_is_left(string template, string extensions, string registration) =>
        AssertHasNoMarkAsync(new(template, extensions, Variant.OrdinaryName, registration));

    [Theory, MemberData(nameof(Variant.EveryHostileName), MemberType = typeof(Variant))]
    public Task No_mark_of_the_template_is_left_for_any_name(string template, string name) =>
        AssertHasNoMarkAsync(new(template, "all", name));

    [Theory, MemberData(nameof(Variant.EveryChoice), MemberType = typeof(Variant))]
    public async Task Files_are_tidy(string template, string extensions, string registration)
    {
        var app = await workshop.GenerateAsync(new(template, extensions, Variant.OrdinaryName, registration));

        Assert.Empty(Find(app, Untidy()));
        Assert.All(app.Files, file => Assert.EndsWith("\n", file.Value));
        Assert.DoesNotContain(Directory.EnumerateFiles(app.Folder, "*", SearchOption.AllDirectories), StartsWithByteOrderMark);
    }

    [Theory, MemberData(nameof(Variant.EveryChoice), MemberType = typeof(Variant))]
    public async Task The_top_of_the_app_is_what_a_reader_expects(string template, string extensions, string registration)
    {
        var app = await workshop.GenerateAsync(new(template, extensions, Variant.OrdinaryName, registration));

        Assert.Equal(
            [".editorconfig", ".gitignore", "README.md", "SECURITY.md", "Shop.slnx", "dotnet-tools.json", "src", "tests"],
            app.Files.Keys.Select(file => file.Split('/')[0]).Distinct().Order(StringComparer.Ordinal));
        Assert.Contains("src/Shop/Shop.csproj", app.Files.Keys);
        Assert.Contains("tests/Shop.Tests/Shop.Tests.csproj", app.Files.Keys);
    }

    [Theory, MemberData(nameof(Variant.EveryChoice), MemberType = typeof(Variant))]
    public async Task No_two_sources_make_the_same_file(string template, string extensions, string registration)
    {
        var engine = await workshop.EngineAsync();

        var result = await engine.GenerateAsync(new(template, extensions, Variant.OrdinaryName, registration), workshop.CreateFolder(), dryRun: true);

        Assert.Distinct(result.CreationEffects!.FileChanges.Select(change => change.TargetRelativePath));
        Assert.All(result.CreationEffects.FileChanges, change => Assert.Equal(ChangeKind.Create, change.ChangeKind));
    }

    [Theory, MemberData(nameof(Variant.EveryChoice), MemberType = typeof(Variant))]
    public async Task Primary_outputs_exist(string template, string extensions, string registration)
    {
        var engine = await workshop.EngineAsync();
        var folder = workshop.CreateFolder();

        var result = await engine.GenerateAsync(new(template, extensions, Variant.OrdinaryName, registration), folder);

        var outputs = result.CreationResult!.PrimaryOutputs.Select(output => output.Path);
        Assert.Equal(["Shop.slnx"], outputs);
        Assert.All(outputs, output => Assert.True(File.Exists(Path.Combine(folder, output)), output));
    }

    [Theory, MemberData(nameof(Variant.TellingChoices), MemberType = typeof(Variant))]
    public async Task The_same_options_give_the_same_files(string template, string extensions, string registration)
    {
        var variant = new Variant(template, extensions, Variant.OrdinaryName, registration);
        var first = await workshop.GenerateAsync(variant);
        var engine = await workshop.EngineAsync();
        var folder = workshop.CreateFolder();

        await engine.GenerateAsync(variant, folder);

        Assert.Equal(first.Files, new GeneratedApp(variant, folder).Files);
    }

    [Theory, MemberData(nameof(Templates))]
    public async Task All_is_every_extension(Template template)
    {
        var each = await workshop.GenerateAsync(new(template.ShortName, string.Join(' ', template.Extensions), Variant.OrdinaryName));

        var all = await workshop.GenerateAsync(new(template.ShortName, "all", Variant.OrdinaryName));

        Assert.Equal(each.Files, all.Files);
    }

    [Theory, MemberData(nameof(Variant.EveryChoice), MemberType = typeof(Variant))]
    public async Task An_extension_that_was_not_chosen_leaves_no_word(string template, string extensions, string registration)
    {
        var app = await workshop.GenerateAsync(new(template, extensions, Variant.OrdinaryName, registration));

        foreach (var extension in Template.Named(template).Extensions.Except(app.Variant.Brought))
            Assert.Empty(Find(app, WordsOf(extension)));
    }

    [Theory, MemberData(nameof(Variant.EveryChoice), MemberType = typeof(Variant))]
    public async Task A_registration_that_is_not_open_leaves_no_word(string template, string extensions, string registration)
    {
        var app = await workshop.GenerateAsync(new(template, extensions, Variant.OrdinaryName, registration));

        if (registration == Variant.Open) Assert.NotEmpty(Find(app, OpenRegistration()));
        else Assert.Empty(Find(app, OpenRegistration()));
    }

    [Theory, MemberData(nameof(Variant.EveryChoice), MemberType = typeof(Variant))]
    public async Task The_project_says_what_made_it(string template, string extensions, string registration)
    {
        var app = await workshop.GenerateAsync(new(template, extensions, Variant.OrdinaryName, registration));

        var project = app.Files["src/Shop/Shop.csproj"];
        Assert.Contains($"<PowTemplatesVersion>{Repository.Version}</PowTemplatesVersion>", project);
        var brought = app.Variant.Brought;
        Assert.Contains($"<PowExtensions>{(brought is [] ? "none" : string.Join(' ', brought))}</PowExtensions>", project);
        Assert.Contains($"<PowRegistration>{registration}</PowRegistration>", project);
    }

    /// <summary>A translation of a text that the app does not have would do nothing, and its owner would wonder why.</summary>
    [Theory, MemberData(nameof(Variant.EveryChoice), MemberType = typeof(Variant))]
    public async Task Texts_that_the_readme_translates_are_texts_of_the_app(string template, string extensions, string registration)
    {
        var app = await workshop.GenerateAsync(new(template, extensions, Variant.OrdinaryName, registration));

        var sources = app.Files.Where(file => file.Key.StartsWith("src/", StringComparison.Ordinal)).Select(file => file.Value).ToList();
        var texts = Translation().Matches(app.Files["README.md"]).Select(match => match.Groups[1].Value).ToList();
        Assert.NotEmpty(texts);
        Assert.All(texts, text => Assert.Contains(sources, source => source.Contains($"ocalizer[\"{text}\"", StringComparison.Ordinal)));
    }

    private async Task AssertHasNoMarkAsync(Variant variant) => Assert.Empty(Find(await workshop.GenerateAsync(variant), Mark()));

    private static IEnumerable<string> Find(GeneratedApp app, Regex words) =>
        from file in app.Files
        from Match match in words.Matches(file.Key.EndsWith(PasswordList, StringComparison.Ordinal) ? file.Key : $"{file.Key}\n{file.Value}")
        select $"{file.Key}: {match.Value.ReplaceLineEndings("\\n")}";

    private static bool StartsWithByteOrderMark(string file) => File.ReadAllBytes(file) is [0xEF, 0xBB, 0xBF, ..];

    private static Regex WordsOf(string extension) => extension switch
    {
        "reset-password" => ResetPassword(),
        "email-confirmation" => EmailConfirmation(),
        "persistent-session" => PersistentSession(),
        "invitation" => Invitation(),
        _ => throw new ArgumentException($"Which words give {extension} away?", nameof(extension)),
    };

    [GeneratedRegex("<data name=\"(.+?)\">")]
    private static partial Regex Translation();

    [GeneratedRegex(@"#(if|else|elif|elseif|endif)\b|:cnd|PowApp|powapp|POW_|20000101000000|5247|7247|TemplateDev")]
    private static partial Regex Mark();

    [GeneratedRegex(@"\r|[ \t]+(?=\n)|\n\n\n|\n\n\z|\t")]
    private static partial Regex Untidy();

    // The account lies at or below /registration whoever may register, an account that is made counts as registered, and the stamp is one.
    [GeneratedRegex(
        "(?<!<Pow|</Pow|/api/v1/)registration(?!(/|%2F)(edit|email|password|delete)|Refused|:? (closed|invitation-only))|regist(er|ers|ering|erAsync)\\b",
        RegexOptions.IgnoreCase)]
    private static partial Regex OpenRegistration();

    [GeneratedRegex("reset[- _]?(your |the |a )?password|password[- _]?reset|forgot", RegexOptions.IgnoreCase)]
    private static partial Regex ResetPassword();

    [GeneratedRegex("email[- _]?confirmation|confirm(s|ed|ing)?[- _]?(the |your |an |their )?(new )?(e-?mail|address)|unconfirmed", RegexOptions.IgnoreCase)]
    private static partial Regex EmailConfirmation();

    [GeneratedRegex("persistent[- _]?session|(keep me|stays?|staying) signed in|remember(s|ed)? me", RegexOptions.IgnoreCase)]
    private static partial Regex PersistentSession();

    [GeneratedRegex("invit(e|ation|ing)", RegexOptions.IgnoreCase)]
    private static partial Regex Invitation();
}
