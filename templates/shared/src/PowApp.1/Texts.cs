using Microsoft.Extensions.Localization;

namespace PowApp._1;

/// <summary>
/// The name under which <c>IStringLocalizer&lt;Texts&gt;</c> looks for translations. Texts are written in English where they are shown. A
/// language is one file next to this one, such as <c>Texts.de.resx</c>, which the command <c>write-texts de</c> writes, and its name in "Cultures".
/// </summary>
public sealed class Texts;

public static class TextsExtensions
{
    /// <summary>A length of time in words, such as "60 minutes" or "7 days". Seconds and minutes are rounded up, so that no one tries too early.</summary>
    public static string Duration(this IStringLocalizer<Texts> localizer, TimeSpan time) => time switch
    {
        { TotalMinutes: <= 2 } => localizer["{0} seconds", Math.Max(2, Math.Ceiling(time.TotalSeconds))],
        { TotalHours: <= 2 } => localizer["{0} minutes", Math.Ceiling(time.TotalMinutes)],
        { TotalDays: <= 2 } => localizer["{0} hours", Math.Round(time.TotalHours)],
        _ => localizer["{0} days", Math.Round(time.TotalDays)],
    };
}
