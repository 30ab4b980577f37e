using System.Text.RegularExpressions;
using Microsoft.TemplateEngine.Abstractions;

namespace Pow.Templates.Tests;

/// <summary>What lies in a new app, for every set of extensions. Most files are the same in many apps, and are looked at once.</summary>
[Trait("Layer", "files")]
public sealed partial class GeneratedFilesTests(Workshop workshop)
{
    // Data, not prose: any word or digits may lie in it.
    private const string PasswordList = "common-passwords.txt";

    public static TheoryData<Template> Templates => [.. Choices.Templates];

    [Theory, MemberData(nameof(Templates))]
    public async Task No_mark_of_the_template_is_left(Template template) => Assert.Empty(Find(await FilesAsync(template), Mark()));

    [Fact]
    public Task No_mark_of_the_template_is_left_for_any_name() => Choices.EachAsync(Choices.WithHostileNames(), async variant =>
        Assert.Empty(Find(DistinctFile.In([await workshop.GenerateAsync(variant)]), Mark())));

    [Theory, MemberData(nameof(Templates))]
    public async Task Files_are_tidy(Template template)
    {
        var files = await FilesAsync(template);

        Assert.Empty(Find(files, Untidy()));
        Assert.All(files, file => Assert.EndsWith("\n", file.Text));
    }

    [Theory, MemberData(nameof(Templates))]
    public async Task White_space_is_as_the_app_says_in_its_editorconfig(Template template)
    {
        var folder = workshop.CreateFolder();
        var editorConfig = (await workshop.GenerateAsync(Variant.None(template.ShortName))).Files[".editorconfig"];
        // Each at its path, for which .editorconfig may have a rule: files of the same path lie below each other's roots.
        foreach (var file in (await FilesAsync(template)).GroupBy(file => file.Path).SelectMany(same => same.Index()))
        {
            var root = Path.Combine(folder, $"{file.Index}");
            var path = Path.Combine(root, file.Item.Path);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            await File.WriteAllTextAsync(path, file.Item.Text, TestContext.Current.CancellationToken);
            await File.WriteAllTextAsync(Path.Combine(root, ".editorconfig"), editorConfig, TestContext.Current.CancellationToken);
        }

        (await workshop.Dotnet.RunAsync(folder, "format", "whitespace", ".", "--folder", "--verify-no-changes")).Succeeded();
    }

    // What the .editorconfig of the app warns of. "dotnet format" looks at few apps; here is every file, but for what EF writes.
    [Theory, MemberData(nameof(Templates))]
    public async Task Namespaces_are_file_scoped_and_using_directives_stand_before_them(Template template)
    {
        var sources = (await FilesAsync(template)).Where(file => file.Path.EndsWith(".cs", StringComparison.Ordinal) && !file.Path.Contains("/Migrations/"));

        Assert.Empty(Find(sources, MisplacedNamespace()));
    }

    [Theory, MemberData(nameof(Templates))]
    public async Task The_top_of_the_app_is_what_a_reader_expects(Template template) => Assert.All(await AppsAsync(template), app =>
    {
        Assert.Equal(
            [".editorconfig", ".gitignore", "README.md", "SECURITY.md", "Shop.slnx", "dotnet-tools.json", "global.json", "src", "tests"],
            app.Files.Keys.Select(file => file.Split('/')[0]).Distinct().Order(StringComparer.Ordinal));
        Assert.Contains("src/Shop/Shop.csproj", app.Files.Keys);
        Assert.Contains("tests/Shop.Tests/Shop.Tests.csproj", app.Files.Keys);
    });

    [Theory, MemberData(nameof(Templates))]
    public async Task No_two_events_have_the_same_number(Template template) => Assert.All(await AppsAsync(template), app =>
    {
        var numbers = app.Files.Values.SelectMany(text => EventNumber().Matches(text)).Select(match => match.Groups[1].Value).ToList();

        Assert.NotEmpty(numbers);
        Assert.Equal(numbers.Distinct(), numbers);
    });

    [Theory, MemberData(nameof(Templates))]
    public async Task No_two_sources_make_the_same_file(Template template) => Assert.All(await AppsAsync(template), app =>
    {
        Assert.Distinct(app.Creation!.CreationEffects!.FileChanges.Select(change => change.TargetRelativePath));
        Assert.All(app.Creation.CreationEffects.FileChanges, change => Assert.Equal(ChangeKind.Create, change.ChangeKind));
    });

    [Theory, MemberData(nameof(Templates))]
    public async Task Primary_outputs_exist(Template template) => Assert.All(await AppsAsync(template), app =>
    {
        var outputs = app.Creation!.CreationResult!.PrimaryOutputs.Select(output => output.Path);
        Assert.Equal(["Shop.slnx"], outputs);
        Assert.All(outputs, output => Assert.Contains(output, app.Files.Keys));
    });

    [Theory, MemberData(nameof(Templates))]
    public Task The_same_options_give_the_same_files(Template template) => Choices.EachAsync(Choices.ToBuild(template), async variant =>
    {
        var first = await workshop.GenerateAsync(variant);

        var second = await workshop.GenerateAsync(variant, workshop.CreateFolder());

        Assert.Equal(first.Files, second.Files);
    });

    [Theory, MemberData(nameof(Templates))]
    public async Task All_is_every_extension(Template template)
    {
        var each = await workshop.GenerateAsync(new(template.ShortName, string.Join(' ', template.Extensions)));

        var all = await workshop.GenerateAsync(Variant.All(template.ShortName));

        Assert.Equal(each.Files, all.Files);
    }

    [Theory, MemberData(nameof(Templates))]
    public async Task An_extension_that_was_not_chosen_leaves_no_word(Template template)
    {
        var files = await FilesAsync(template);

        Assert.All(template.Extensions, extension =>
            Assert.Empty(Find(files.Where(file => file.Variants.Any(variant => !variant.Brought.Contains(extension))), WordsOf(extension))));
    }

    [Theory, MemberData(nameof(Templates))]
    public async Task A_registration_that_is_not_open_leaves_no_word(Template template)
    {
        var files = await FilesAsync(template);

        Assert.NotEmpty(Find(files, OpenRegistration()));
        Assert.Empty(Find(files.Where(file => file.Variants.Any(variant => variant.Registration != Variant.Open)), OpenRegistration()));
    }

    [Theory, MemberData(nameof(Templates))]
    public async Task Pages_that_are_not_live_leave_no_word(Template template)
    {
        Assert.SkipWhen(template.Interactivities.Count() is 1, "The template has no live pages.");
        var files = await FilesAsync(template);

        Assert.NotEmpty(Find(files, Interactive()));
        Assert.Empty(Find(files.Where(file => file.Variants.Any(variant => variant.Interactivity != Variant.Server)), Interactive()));
    }

    /// <summary>The README names the others, where it says how to change to one.</summary>
    [Theory, MemberData(nameof(Templates))]
    public async Task A_database_that_was_not_chosen_leaves_no_word(Template template)
    {
        var files = (await FilesAsync(template)).Where(file => file.Path is not "README.md").ToList();

        Assert.All(template.Databases, database =>
        {
            Assert.NotEmpty(Find(files, WordsOfDatabase(database)));
            Assert.Empty(Find(files.Where(file => file.Variants.Any(variant => variant.Database != database)), WordsOfDatabase(database)));
        });
    }

    [Theory, MemberData(nameof(Templates))]
    public async Task A_session_cache_that_was_not_chosen_leaves_no_word(Template template)
    {
        var files = (await FilesAsync(template)).Where(file => file.Path is not "README.md").ToList();

        Assert.NotEmpty(Find(files, Redis()));
        Assert.Empty(Find(files.Where(file => file.Variants.Any(variant => variant.SessionCache is not Variant.Redis)), Redis()));
    }

    [Theory, MemberData(nameof(Templates))]
    public async Task The_project_says_what_made_it(Template template) => Assert.All(await AppsAsync(template), app =>
    {
        var project = app.Files["src/Shop/Shop.csproj"];
        Assert.Contains($"<PowTemplatesVersion>{Repository.Version}</PowTemplatesVersion>", project);
        var brought = app.Variant.Brought;
        Assert.Contains($"<PowExtensions>{(brought is [] ? "none" : string.Join(' ', brought))}</PowExtensions>", project);
        Assert.Contains($"<PowRegistration>{app.Variant.Registration}</PowRegistration>", project);
        Assert.Contains($"<PowDatabase>{app.Variant.Database}</PowDatabase>", project);
        Assert.Contains($"<PowSessionCache>{app.Variant.SessionCache}</PowSessionCache>", project);
        if (template.Interactivities.Count() > 1) Assert.Contains($"<PowInteractivity>{app.Variant.Interactivity}</PowInteractivity>", project);
    });

    /// <summary>A translation of a text that the app does not have would do nothing, and its owner would wonder why.</summary>
    [Theory, MemberData(nameof(Templates))]
    public async Task Texts_that_the_readme_translates_are_texts_of_the_app(Template template) => Assert.All(await AppsAsync(template), app =>
    {
        var sources = app.Files.Where(file => file.Key.StartsWith("src/", StringComparison.Ordinal)).Select(file => file.Value).ToList();
        var texts = Translation().Matches(app.Files["README.md"]).Select(match => match.Groups[1].Value).ToList();
        Assert.NotEmpty(texts);
        Assert.All(texts, text => Assert.Contains(sources, source => source.Contains($"ocalizer[\"{text}\"", StringComparison.Ordinal)));
    });

    private async Task<IReadOnlyList<GeneratedApp>> AppsAsync(Template template)
    {
        await Choices.EachAsync(Choices.ToGenerate(template), workshop.GenerateAsync);
        return await Task.WhenAll(Choices.ToGenerate(template).Select(workshop.GenerateAsync));
    }

    private async Task<IReadOnlyList<DistinctFile>> FilesAsync(Template template) => DistinctFile.In(await AppsAsync(template));

    private static IEnumerable<string> Find(IEnumerable<DistinctFile> files, Regex words) =>
        from file in files
        from Match match in words.Matches(file.Path.EndsWith(PasswordList, StringComparison.Ordinal) ? file.Path : $"{file.Path}\n{file.Text}")
        select $"{file.Path}: {match.Value.ReplaceLineEndings("\\n")} ({file.Variants[0]}, {file.Variants.Count} apps)";

    private static Regex WordsOf(string extension) => extension switch
    {
        "reset-password" => ResetPassword(),
        "email-confirmation" => EmailConfirmation(),
        "persistent-session" => PersistentSession(),
        "invitation" => Invitation(),
        _ => throw new ArgumentException($"Which words give {extension} away?", nameof(extension)),
    };

    private static Regex WordsOfDatabase(string database) => database switch
    {
        Variant.Sqlite => Sqlite(),
        Variant.Postgres => Postgres(),
        Variant.SqlServer => SqlServer(),
        _ => throw new ArgumentException($"Which words give {database} away?", nameof(database)),
    };

    [GeneratedRegex("redis(?!t|p|c|e)", RegexOptions.IgnoreCase)]
    private static partial Regex Redis();

    [GeneratedRegex("sqlite", RegexOptions.IgnoreCase)]
    private static partial Regex Sqlite();

    [GeneratedRegex("npgsql|postgres", RegexOptions.IgnoreCase)]
    private static partial Regex Postgres();

    [GeneratedRegex("sql ?server|SqlClient|(?<!npg)SqlException", RegexOptions.IgnoreCase)]
    private static partial Regex SqlServer();

    [GeneratedRegex("<data name=\"(.+?)\">")]
    private static partial Regex Translation();

    [GeneratedRegex(@"EventId \w+ = new\((\d+),")]
    private static partial Regex EventNumber();

    [GeneratedRegex(@"#(if|else|elif|elseif|endif)\b|:cnd|PowApp|powapp|POW_|5247|7247|TemplateDev")]
    private static partial Regex Mark();

    [GeneratedRegex(@"\r|[ \t]+(?=\n)|\n\n\n|\n\n\z|\t|\uFEFF")]
    private static partial Regex Untidy();

    [GeneratedRegex(@"^namespace [\w.]+\s*$|^namespace [^;\n]*\{|^namespace (?s:.*)\n\s*using (static )?[\w.]+;", RegexOptions.Multiline)]
    private static partial Regex MisplacedNamespace();

    // The account lies at or below /registration whoever may register, an account that is made counts as registered, and the stamp is one.
    [GeneratedRegex(
        "(?<!<Pow|</Pow|/api/v1/)registration(?!(/|%2F)(edit|email|password|delete)|Refused|:? (closed|invitation-only))|regist(er|ers|ering|erAsync)\\b",
        RegexOptions.IgnoreCase)]
    private static partial Regex OpenRegistration();

    [GeneratedRegex(
        @"circuit|(?<!Pow)interactiv(e|ity)\b(?!:? none)|live[- ]?(page|session|connection)|signalr|web ?socket|_blazor|blazor\.web|enhanced[- ]navigation|reconnect|<base href",
        RegexOptions.IgnoreCase)]
    private static partial Regex Interactive();

    [GeneratedRegex("reset[- _]?(your |the |a )?password|password[- _]?reset|forgot", RegexOptions.IgnoreCase)]
    private static partial Regex ResetPassword();

    [GeneratedRegex("email[- _]?confirmation|confirmation[- _]?email|confirm[- _]?registration|unconfirmed|registration[- _]?proof", RegexOptions.IgnoreCase)]
    private static partial Regex EmailConfirmation();

    [GeneratedRegex("persistent[- _]?session|(keep me|stays?|staying) signed in|remember(s|ed)? me", RegexOptions.IgnoreCase)]
    private static partial Regex PersistentSession();

    [GeneratedRegex("invit(e|ation|ing)", RegexOptions.IgnoreCase)]
    private static partial Regex Invitation();
}
