namespace Pow.Templates.Tests;

/// <summary>Generated apps pass their own tests: which of them where, the plan says.</summary>
[Trait("Layer", "suites")]
public sealed class SuiteTests(Workshop workshop)
{
    public static TheoryData<Template> Templates => [.. Choices.Templates];

    [Theory, MemberData(nameof(Templates))]
    public async Task Every_app_passes_the_tests_that_the_plan_gives_it_and_runs_no_others(Template template)
    {
        var plan = await workshop.PlanAsync(template);

        await Choices.EachAsync(plan.Apps.Select(app => app.Variant), async variant =>
        {
            var app = plan.Apps.Single(app => app.Variant == variant);
            var classes = plan.ClassesOf(app);
            var settings = await workshop.SettingsForTestsAsync(variant);
            var run = app.Classes.Count == classes.Count && Choices.ToBuild(template).Contains(variant)
                ? await TestRun.OfAllAsync(workshop.Dotnet, app.Built, settings)
                : await TestRun.OfAsync(workshop.Dotnet, app.Built, settings, classes);

            run.Result.Succeeded();
            Assert.Equal(classes.SelectMany(test => test.Methods.Select(method => $"{test.Name}.{method}")).Order(StringComparer.Ordinal), run.Tests);
            TestContext.Current.SendDiagnosticMessage($"{variant}: {classes.Count} of {app.Classes.Count} test classes");
        });
    }

    [Theory, MemberData(nameof(Templates))]
    public async Task Every_test_class_runs_in_an_app_and_that_of_an_extension_in_two(Template template)
    {
        var plan = await WholePlanAsync(template);

        Assert.All(plan.Apps.SelectMany(app => app.Classes).DistinctBy(test => test.Name), test =>
            Assert.InRange(plan.AppsThatRun(test.Name).Count(), plan.IsOfExtension(test) ? 2 : 1, int.MaxValue));
    }

    /// <summary>A class that only an app outside the plan had would never run.</summary>
    [Theory, MemberData(nameof(Templates))]
    public async Task No_other_choice_has_a_test_file_that_the_apps_of_the_plan_lack(Template template)
    {
        var plan = await WholePlanAsync(template);

        await Choices.EachAsync(Choices.ToGenerate(template), async variant =>
            Assert.Empty((await workshop.GenerateAsync(variant)).TestFiles.Except(plan.Apps.SelectMany(app => app.Built.App.TestFiles))));
    }

    [Theory, MemberData(nameof(Templates))]
    public async Task A_class_with_another_text_than_elsewhere_runs(Template template)
    {
        var plan = await WholePlanAsync(template);
        var run = plan.Apps.SelectMany(plan.ClassesOf).Select(test => (test.Name, test.Text)).ToHashSet();

        Assert.All(plan.Apps.SelectMany(app => app.Classes), test => Assert.Contains((test.Name, test.Text), run));
    }

    [Fact]
    public async Task Every_seam_is_a_test_class()
    {
        var plans = await Task.WhenAll(Template.All.Select(WholePlanAsync));

        Assert.Empty(SuitePlan.Seams.Except(plans.SelectMany(plan => plan.Apps).SelectMany(app => app.Classes).Select(test => test.ShortName)));
    }

    private Task<SuitePlan> WholePlanAsync(Template template)
    {
        Assert.SkipWhen(Change.IsLookedAt, "Of a change, only what it touches is tested.");
        return workshop.PlanAsync(template);
    }
}
