namespace Pow.Templates.Tests.Support;

/// <summary>
/// Which test classes run in which app. With no extension and with all, every one does. In the other apps run those that could tell
/// something else there, and of the rest another part with each seed.
/// </summary>
internal sealed class SuitePlan
{
    // Of the classes that tell nothing else, one in so many has its turn.
    private const int Turns = 8;

    // Where extensions and ways of registration meet the core.
    private static readonly string[] _seams =
    [
        "StartupTests", "EndpointTests", "MigrationTests", "ShippedNumbersTests", "HomeTests", "OpenApiTests",
        "SignInTests", "RegistrationTests", "DeleteAccountTests", "AccountEventsTests",
    ];

    private readonly Dictionary<Variant, IReadOnlyList<TestClass>> _classes = [];

    private SuitePlan(IReadOnlyList<TestableApp> apps) => Apps = apps;

    public IReadOnlyList<TestableApp> Apps { get; }

    public static IReadOnlyList<string> Seams => _seams;

    /// <param name="apps">Of one template.</param>
    public static SuitePlan For(IReadOnlyList<TestableApp> apps)
    {
        var plan = new SuitePlan(apps);
        var whole = apps.Where(app => RunsWhole(app.Variant)).ToList();
        foreach (var app in whole) plan._classes[app.Variant] = app.Classes;
        foreach (var app in apps.Except(whole)) plan._classes[app.Variant] = [.. app.Classes.Where(test => plan.IsWorthRunning(test, app, whole))];
        if (!Change.IsLookedAt) plan.RunTwiceWhatExtensionsAdd();
        return plan;
    }

    public static bool RunsWhole(Variant variant) =>
        Choices.AreAllWanted || (!Change.IsLookedAt && variant is { Extensions: "none" or "all", Registration: Variant.Open });

    public IReadOnlyList<TestClass> ClassesOf(TestableApp app) => _classes[app.Variant];

    public IEnumerable<TestableApp> AppsThatRun(string test) => Apps.Where(app => ClassesOf(app).Any(candidate => candidate.Name == test));

    private bool IsWorthRunning(TestClass test, TestableApp app, IReadOnlyList<TestableApp> whole) =>
        _seams.Contains(test.ShortName)
        || (Change.IsLookedAt ? Change.Touches(test) : CouldTellSomethingElse(test, app, whole) || Seed.IsTurnOf($"{test.Name} {app.Variant}", Turns));

    private bool CouldTellSomethingElse(TestClass test, TestableApp app, IReadOnlyList<TestableApp> whole) =>
        (app.Variant.Brought.Count == 1 && IsOfExtension(test))
        || _classes.Values.All(classes => classes.SingleOrDefault(other => other.Name == test.Name)?.Text != test.Text)
        || whole.All(other => other.CodeFor(test) != app.CodeFor(test));

    private bool IsOfExtension(TestClass test) => Apps.Single(app => app.Variant.Extensions == "none" && app.Variant.Registration == Variant.Open).Find(test.Name) is null;

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
