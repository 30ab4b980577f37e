using System.Collections.Concurrent;

namespace Pow.Templates.Tests.Support;

/// <summary>Which of the many choices of options the tests look at: the more a look costs, the fewer.</summary>
public static class Choices
{
    // So many can all be generated in half a minute.
    private const int Affordable = 64;

    // No namespace, not in ASCII, a C# keyword, a type of the app or of the framework, before all others in an alphabet,
    // or with a meaning in C#, XML or Razor.
    private static readonly string[] _hostileNames =
        ["my-shop.web", "1st app", "Über", "class", "my.class", "User", "Session", "Acme.User.Web", "System", "Microsoft.Shop", "Task", "Aardvark", "C#Shop", "R&D", "!"];

    /// <summary>The templates to look at.</summary>
    public static IReadOnlyList<Template> Templates => Change.Templates;

    /// <summary>Whether every choice is to be compiled, and tested as a whole: before a release, and by night.</summary>
    public static bool AreAllWanted => Environment.GetEnvironmentVariable("TEST_WIDTH") == "all";

    /// <summary>What is about files: every choice while that is affordable, else so many that any three values of options meet.</summary>
    public static IReadOnlyList<Variant> ToGenerate(Template template)
    {
        var every = Every(template);
        return AreAllWanted || every.Count <= Affordable ? every : CoveringArray.Complete(ToTest(template), every, strength: 3);
    }

    /// <summary>What is about a compilation: what is tested, and so many others that any two values of options meet.</summary>
    public static IReadOnlyList<Variant> ToCompile(Template template) => AreAllWanted ? Every(template)
        : Change.IsLookedAt ? OfTheChange(template)
        : CoveringArray.Complete(ToTest(template), Every(template), strength: 2);

    /// <summary>
    /// What is about behaviour: none, each extension alone, all; of the other ways of registration one with none and one with all, by
    /// turns; pages that are not live with all or none, by turns; all with servers for the database and Redis; and the choice of the day. A template that leaves
    /// what is shared to another one has one extension alone and left out of all, and one other way of registration, by turns.
    /// </summary>
    public static IReadOnlyList<Variant> ToTest(Template template) => AreAllWanted ? [.. Every(template).Where(CanRun)]
        : Change.IsLookedAt ? [Variant.None(template.ShortName), Variant.All(template.ShortName)]
        :
        [
            .. Every(template).Where(variant => variant.IsDefault && IsNoneOrAll(variant)),
            .. template.TestsWhatIsShared ? EachAlone(template) : OneByTurns(EachAlone(template)).SelectMany(alone => new[] { alone, AllBut(alone) }),
            .. template.TestsWhatIsShared ? OtherRegistrations(template) : OneByTurns(OtherRegistrations(template)),
            .. template.Interactivities.Except([Variant.Server]).Select(interactivity =>
                (Seed.Value % 2 == 0 ? Variant.All(template.ShortName) : Variant.None(template.ShortName)) with { Interactivity = interactivity }),
            OnServers(template),
            .. OfTheDay(template),
        ];

    /// <summary>What is built for real: none, all, with all servers in one template, and the choice of the day.</summary>
    public static IReadOnlyList<Variant> ToBuild(Template template) => Change.IsLookedAt ? [] :
    [
        Variant.None(template.ShortName),
        Variant.All(template.ShortName),
        .. template.TestsWhatIsShared ? [OnServers(template)] : Array.Empty<Variant>(),
        .. OfTheDay(template),
    ];

    /// <summary>All extensions with the servers that the tests have, as several machines need them.</summary>
    public static Variant OnServers(Template template) => Variant.All(template.ShortName) with { Database = Variant.Postgres, SessionCache = Variant.Redis };

    /// <summary>The odd names that are built for real: one, by turns.</summary>
    // The assembly of an app called System clashes with that of the framework: MSBuild warns, the compiler does not.
    public static IReadOnlyList<Variant> NamesToBuild()
    {
        var names = WithHostileNames().Where(variant => variant.Name != "System").ToList();
        return AreAllWanted ? names : names.Slice(Seed.Value % names.Count, 1);
    }

    /// <summary>Each odd name with one template, a third of them by turns; when all is wanted, with every one.</summary>
    public static IReadOnlyList<Variant> WithHostileNames() => AreAllWanted
        ? [.. Templates.SelectMany(template => _hostileNames.Select(name => Variant.All(template.ShortName) with { Name = name }))]
        : [.. _hostileNames
            .Select((name, index) => Variant.All(Templates[(index / 3 + Seed.Value / 3) % Templates.Count].ShortName) with { Name = name })
            .Where((_, index) => (index + Seed.Value) % 3 == 0)];

    /// <summary>Of one template, a choice that none of the above looks at as closely: another one for each seed.</summary>
    public static IEnumerable<Variant> OfTheDay(Template template)
    {
        var others = Template.All.SelectMany(Every).Where(variant => variant.Brought.Count > 1 && !IsNoneOrAll(variant) && CanRun(variant)).ToList();
        return others.Slice(Seed.Value % others.Count, 1).Where(variant => variant.Template == template.ShortName);
    }

    /// <summary>Whether the database that the app needs is at hand.</summary>
    public static bool CanRun(Variant variant) => variant.Database is not Variant.SqlServer;

    /// <summary>Looks at many apps, as many at a time as there are processors, and tells of every one that is not right.</summary>
    public static async Task EachAsync(IEnumerable<Variant> variants, Func<Variant, Task> look)
    {
        var failures = new ConcurrentQueue<string>();
        await Parallel.ForEachAsync(variants, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount }, async (variant, _) =>
        {
            try
            {
                await look(variant);
            }
            catch (Exception failure)
            {
                failures.Enqueue($"{variant}\n{failure.Message}");
            }
        });
        if (!failures.IsEmpty) Assert.Fail(string.Join("\n\n", failures));
    }

    private static IReadOnlyList<Variant> EachAlone(Template template) => [.. Every(template).Where(variant => variant.IsDefault && variant.Brought.Count == 1)];

    private static Variant AllBut(Variant alone) => Every(Template.Named(alone.Template))
        .Single(variant => variant.IsDefault && variant.Brought.SequenceEqual(Template.Named(alone.Template).Extensions.Except(alone.Brought)));

    private static IReadOnlyList<Variant> OtherRegistrations(Template template) =>
    [
        .. template.Registrations.Except([Variant.Open]).Select((registration, index) =>
            ((index + Seed.Value) % 2 == 0 ? Variant.None(template.ShortName) : Variant.All(template.ShortName)) with { Registration = registration }),
    ];

    private static IReadOnlyList<Variant> OneByTurns(IReadOnlyList<Variant> variants) => [variants[Seed.Value / 2 % variants.Count]];

    /// <summary>None and all, and what has changed alone and left out.</summary>
    private static IReadOnlyList<Variant> OfTheChange(Template template) =>
    [
        .. Every(template).Where(variant => variant.IsDefault
            && (IsNoneOrAll(variant) || Change.ExtensionsOf(template).Any(extension =>
                variant.Brought.SequenceEqual([extension]) || variant.Brought.SequenceEqual(template.Extensions.Except([extension]))))),
    ];

    private static IReadOnlyList<Variant> Every(Template template) =>
    [
        .. from extensions in EverySet(template.Extensions)
           from registration in template.Registrations
           from interactivity in template.Interactivities
           from database in template.Databases
           from sessionCache in template.SessionCaches
           select new Variant(template.ShortName, Written(extensions, template), Variant.OrdinaryName, registration, interactivity, database, sessionCache),
    ];

    private static string Written(string[] extensions, Template template) => extensions.Length switch
    {
        0 => "none",
        var count when count == template.Extensions.Count => "all",
        _ => string.Join(' ', extensions),
    };

    private static IEnumerable<string[]> EverySet(IReadOnlyList<string> extensions) => Enumerable
        .Range(0, 1 << extensions.Count)
        .Select(mask => extensions.Where((_, index) => (mask & 1 << index) != 0).ToArray());

    private static bool IsNoneOrAll(Variant variant) => variant.Extensions is "none" or "all";
}
