namespace Pow.Templates.Tests.Support;

/// <summary>
/// Which test classes run in which app. With all extensions, every one does. In the other apps run those that could tell something else
/// there, and of the rest another part with each seed.
/// </summary>
internal sealed class SuitePlan
{
    // Of the classes that tell nothing else, one in so many has its turn; more often on another database.
    private const int Turns = 24;
    private const int TurnsOnServers = 12;

    // Where extensions and ways of registration meet the core. To register and to sign in is part of nearly every other test.
    private static readonly string[] _seams =
        ["EndpointTests", "MigrationTests", "HomeTests", "OpenApiTests", "DeleteAccountTests", "AccountEventsTests"];

    private readonly Dictionary<Variant, IReadOnlyList<TestClass>> _classes = [];

    private SuitePlan(IReadOnlyList<TestableApp> apps) => Apps = apps;

    public IReadOnlyList<TestableApp> Apps { get; }

    public static IReadOnlyList<string> Seams => _seams;

    /// <param name="apps">Of one template.</param>
    public static SuitePlan For(IReadOnlyList<TestableApp> apps)
    {
        var plan = new SuitePlan(apps);
        foreach (var app in apps.OrderByDescending(app => RunsWhole(app.Variant)).ThenBy(app => app.Variant.Brought.Count).ThenByDescending(app => app.Variant.Registration))
            plan._classes[app.Variant] = RunsWhole(app.Variant) ? app.Classes : [.. app.Classes.Where(test => plan.IsWorthRunning(test, app))];
        if (!Change.IsLookedAt) plan.RunTwiceWhatExtensionsAdd();
        return plan;
    }

    public static bool RunsWhole(Variant variant) =>
        Choices.AreAllWanted || (!Change.IsLookedAt && (variant is { Extensions: "all", IsDefault: true } || RunsWholeOnServers(variant)));

    public IReadOnlyList<TestClass> ClassesOf(TestableApp app) => _classes[app.Variant];

    public IEnumerable<TestableApp> AppsThatRun(string test) => Apps.Where(app => ClassesOf(app).Any(candidate => candidate.Name == test));

    /// <summary>Whether an app has the test for an extension, and not for a server.</summary>
    public bool IsOfExtension(TestClass test) => Apps.Single(app => app.Variant.Extensions == "none" && app.Variant.IsDefault).Find(test.Name) is null
        && Apps.Any(app => !app.Variant.NeedsServers && app.Find(test.Name) is not null);

    private static bool RunsWholeOnServers(Variant variant) => Template.Named(variant.Template) is var template && template.TestsWhatIsShared && variant == Choices.OnServers(template);

    private bool IsWorthRunning(TestClass test, TestableApp app) =>
        _seams.Contains(test.ShortName)
        || (Change.IsLookedAt ? Change.Touches(test) : CouldTellSomethingElse(test, app) || Seed.IsTurnOf($"{test.Name} {app.Variant}", app.Variant == Choices.OnServers(Template.Named(app.Variant.Template)) ? TurnsOnServers : Turns));

    // An extension's own tests, where it is alone; and tests that read otherwise than in each app that runs them already, or are about a file that does.
    private bool CouldTellSomethingElse(TestClass test, TestableApp app)
    {
        var others = Apps.Where(other => _classes.ContainsKey(other.Variant) && ClassesOf(other).Any(same => same.Name == test.Name && same.Text == test.Text)).ToList();
        return (app.Variant.Brought.Count == 1 && IsOfExtension(test))
            || others is []
            || app.FilesFor(test).Except(others.SelectMany(other => other.FilesFor(test))).Any();
    }

    private void RunTwiceWhatExtensionsAdd()
    {
        foreach (var test in Apps.SelectMany(app => app.Classes).DistinctBy(test => test.Name).Where(IsOfExtension))
        {
            if (AppsThatRun(test.Name).Count() > 1) continue;
            if (Apps.FirstOrDefault(app => app.Find(test.Name) is not null && ClassesOf(app).All(other => other.Name != test.Name)) is { } second)
                _classes[second.Variant] = [.. ClassesOf(second), second.Find(test.Name)!];
        }
    }
}
