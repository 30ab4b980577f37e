namespace Pow.Templates.Tests;

/// <summary>What the owner of a new app does first, done for real.</summary>
public abstract class BuildTests(Workshop workshop)
{
    protected async Task AssertBuildsAsync(Variant variant) => await workshop.BuildAsync(variant);

    protected async Task AssertIsFormattedAsync(Variant variant) =>
        (await (await workshop.BuildAsync(variant)).VerifyFormatAsync()).Succeeded();

    protected async Task AssertMigrationsMatchTheModelAsync(Variant variant) =>
        (await (await workshop.BuildAsync(variant)).FindPendingModelChangesAsync()).Succeeded();

    protected async Task AssertPassesItsOwnTestsAsync(Variant variant)
    {
        var run = await (await workshop.BuildAsync(variant)).TestAsync();

        run.Result.Succeeded();
        Assert.True(run.Total > 0, run.Result.ToString());
        Assert.Equal(run.Total, run.Passed);
    }
}

public sealed class BuildTestsOfExtensions(Workshop workshop) : BuildTests(workshop)
{
    [Theory, MemberData(nameof(Variant.TellingChoices), MemberType = typeof(Variant))]
    public Task It_builds_without_a_warning(string template, string extensions, string registration) => AssertBuildsAsync(App(template, extensions, registration));

    [Theory, MemberData(nameof(Variant.TellingChoices), MemberType = typeof(Variant))]
    public Task It_is_formatted(string template, string extensions, string registration) => AssertIsFormattedAsync(App(template, extensions, registration));

    [Theory, MemberData(nameof(Variant.TellingChoices), MemberType = typeof(Variant))]
    public Task Its_migrations_match_its_model(string template, string extensions, string registration) => AssertMigrationsMatchTheModelAsync(App(template, extensions, registration));

    [Theory, MemberData(nameof(Variant.ChoicesToTest), MemberType = typeof(Variant))]
    public Task It_passes_its_own_tests(string template, string extensions, string registration) => AssertPassesItsOwnTestsAsync(App(template, extensions, registration));

    private static Variant App(string template, string extensions, string registration) => new(template, extensions, Variant.OrdinaryName, registration);
}

public sealed class BuildTestsOfNames(Workshop workshop) : BuildTests(workshop)
{
    // CompileTests try the other hostile names; here, one for each way in which a build differs from a compilation.
    public static TheoryData<string, string> Names => new()
    {
        { "pow-mvc", "my-shop.web" }, { "pow-mvc", "1st app" }, { "pow-mvc", "Über" }, { "pow-mvc", "User" }, { "pow-api", "class" }, { "pow-api", "Answer" },
    };

    [Theory, MemberData(nameof(Names))]
    public Task It_builds_without_a_warning(string template, string name) => AssertBuildsAsync(App(template, name));

    [Theory, MemberData(nameof(Names))]
    public Task It_is_formatted(string template, string name) => AssertIsFormattedAsync(App(template, name));

    [Theory, MemberData(nameof(Names))]
    public Task Its_migrations_match_its_model(string template, string name) => AssertMigrationsMatchTheModelAsync(App(template, name));

    [Theory, MemberData(nameof(Names))]
    public Task It_passes_its_own_tests(string template, string name) => AssertPassesItsOwnTestsAsync(App(template, name));

    private static Variant App(string template, string name) => new(template, "reset-password", name);
}
