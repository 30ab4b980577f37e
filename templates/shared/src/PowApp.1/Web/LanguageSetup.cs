using System.Globalization;

namespace PowApp._1.Web;

/// <summary>The languages of the setting <c>Cultures</c>. The first one is for clients that ask for none of them.</summary>
public static class LanguageSetup
{
    public static void AddLanguages(this WebApplicationBuilder builder)
    {
        builder.Services.AddLocalization();
        builder.Services.AddOptions<RequestLocalizationOptions>()
            .Configure<IConfiguration>((languages, settings) =>
            {
                if (CulturesOf(settings) is not [var first, ..] cultures || !cultures.All(IsKnown)) return;

                languages.SetDefaultCulture(first).AddSupportedCultures(cultures).AddSupportedUICultures(cultures);
            })
            // A single text in place of the list would mean no language at all.
            .Validate<IConfiguration>(
                (_, settings) => string.IsNullOrEmpty(settings["Cultures"]) && CulturesOf(settings).All(IsKnown),
                "Cultures:0 and so on must be languages that this system has data for, such as en or de-CH. Alpine has those in icu-data-full.")
            .ValidateOnStart();
    }

    private static string[] CulturesOf(IConfiguration settings) =>
        settings.GetSection("Cultures").Get<string[]>() is { Length: > 0 } cultures ? cultures : ["en"];

    /// <summary>Whether this system has data for a language.</summary>
    public static bool IsKnown(string culture)
    {
        try
        {
            return CultureInfo.GetCultureInfo(culture, predefinedOnly: true).Name.Length > 0;
        }
        catch (CultureNotFoundException)
        {
            return false;
        }
    }
}
