using System.Xml.Linq;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using PowApp._1.Hosting;

namespace PowApp._1.Tests;

public sealed class TextsFileTests : IDisposable
{
    private readonly DirectoryInfo _sources = Directory.CreateTempSubdirectory();

    public TextsFileTests() => Write("Texts.cs", "public sealed class Texts;");

    public void Dispose() => _sources.Delete(recursive: true);

    /// <summary>If this fails, run the command <c>write-texts</c> for that language, and translate what is new.</summary>
    [Fact]
    public async Task Every_language_of_this_app_has_every_text()
    {
        await using var app = new TestApp();
        var sources = app.Services.GetRequiredService<IWebHostEnvironment>().ContentRootPath;

        Assert.Empty(
            from file in Directory.EnumerateFiles(sources, "Texts.*.resx")
            from text in TextsFile.FindMissing(file, sources)
            select $"{Path.GetFileName(file)} lacks: {text}");
    }

    [Fact]
    public void A_file_has_the_texts_of_code_and_pages()
    {
        Write("Accounts/Mail.cs", """localizer["Say \"hello\" to {0}\u2026", name]""");
        Write("Controllers/Form.cs", """[Required(ErrorMessage = "Enter your name.")]""");
        Write("Views/Home.cshtml", """<a title="@Localizer["Home"]">@Localizer["Home"]</a>""");
        Write("Mail/Body.razor", """@Localizer["Regards"]""");
        Write("obj/Copy.cs", """localizer["Built"]""");

        Assert.True(TextsFile.Write(_sources.FullName, "de").Succeeded);

        Assert.Equal(
            ["Say \"hello\" to {0}\u2026", "Enter your name.", "Regards", "Home"],
            TranslationsIn("Texts.de.resx").Select(text => text.Name));
    }

    [Fact]
    public void What_is_translated_stays_and_what_is_new_is_in_English()
    {
        Write("Home.cs", """localizer["Home"] localizer["Sign in"]""");
        Write("Texts.de.resx", """<root><data name="Home"><value>Start</value></data><data name="Of old"><value>Von gestern</value></data></root>""");

        var (_, report) = TextsFile.Write(_sources.FullName, "de");

        Assert.Contains("Texts.de.resx: 1.", report);
        Assert.Equal([("Home", "Start"), ("Of old", "Von gestern"), ("Sign in", "Sign in")], TranslationsIn("Texts.de.resx"));
        Assert.Contains("Texts.de.resx: 0.", TextsFile.Write(_sources.FullName, "de").Report);
    }

    [Theory]
    [InlineData("nonsense-xx-yy")]
    [InlineData("../de")]
    [InlineData("")]
    public void What_is_no_language_has_no_file(string language)
    {
        Assert.False(TextsFile.Write(_sources.FullName, language).Succeeded);
        Assert.Equal("Texts.cs", Assert.Single(_sources.GetFiles()).Name);
    }

    [Fact]
    public void Without_the_sources_there_is_no_file()
    {
        File.Delete(Path.Combine(_sources.FullName, "Texts.cs"));

        var (succeeded, report) = TextsFile.Write(_sources.FullName, "de");

        Assert.False(succeeded);
        Assert.Contains("dotnet run", report);
        Assert.Empty(_sources.GetFiles());
    }

    [Fact]
    public void A_file_that_cannot_be_read_is_named_and_left_alone()
    {
        Write("Texts.de.resx", "<root>");

        var (succeeded, report) = TextsFile.Write(_sources.FullName, "de");

        Assert.False(succeeded);
        Assert.Contains("Texts.de.resx", report);
        Assert.Equal("<root>", File.ReadAllText(Path.Combine(_sources.FullName, "Texts.de.resx")));
    }

    private void Write(string file, string text)
    {
        var path = Path.Combine(_sources.FullName, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }

    private IEnumerable<(string Name, string Value)> TranslationsIn(string file) =>
        XDocument.Load(Path.Combine(_sources.FullName, file)).Root!.Elements("data").Select(text => (text.Attribute("name")!.Value, text.Element("value")!.Value));
}
