using Microsoft.Extensions.Localization;

namespace PowApp._1.Web;

public static class RelativeTime
{
    /// <summary>When something was or will be, such as "5 minutes ago" or "in 25 minutes".</summary>
    /// <param name="time">How far from now; negative in the past.</param>
    public static string FromNow(this IStringLocalizer<Texts> localizer, TimeSpan time) => time switch
    {
        { TotalDays: <= -2 } => localizer["{0} days ago", Math.Round(-time.TotalDays)],
        { TotalHours: <= -2 } => localizer["{0} hours ago", Math.Round(-time.TotalHours)],
        { TotalMinutes: <= -2 } => localizer["{0} minutes ago", Math.Round(-time.TotalMinutes)],
        { TotalMinutes: <= 0 } => localizer["just now"],
        { TotalMinutes: < 2 } => localizer["in a moment"],
        { TotalHours: < 2 } => localizer["in {0} minutes", Math.Round(time.TotalMinutes)],
        { TotalDays: < 2 } => localizer["in {0} hours", Math.Round(time.TotalHours)],
        _ => localizer["in {0} days", Math.Round(time.TotalDays)],
    };
}
