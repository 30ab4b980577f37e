namespace Pow.Templates.Tests;

/// <summary>The list of <see cref="BreakItTests"/>, which run before a release only, fits the apps as they are.</summary>
[Trait("Layer", "files")]
public sealed class BreakItListTests(Workshop workshop)
{
    public static TheoryData<Template> Templates => [.. Choices.Templates];

    [Theory, MemberData(nameof(Templates))]
    public async Task Each_text_is_in_its_file_once(Template template)
    {
        var app = await workshop.GenerateAsync(Variant.All(template.ShortName));

        var lost = BrokenLine.For(template).Where(line => line.CountIn(app) != 1).Select(line => $"{line.CountIn(app)} times: {line}");

        Assert.Empty(lost);
    }
}
