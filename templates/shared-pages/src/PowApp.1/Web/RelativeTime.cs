using Microsoft.Extensions.Localization;

namespace PowApp._1.Web;

public static class RelativeTime
{
    /// <summary>When something was or will be, such as "5 minutes ago" or "in an hour".</summary>
    /// <param name="time">How far from now; negative in the past.</param>
    public static string FromNow(this IStringLocalizer<Texts> localizer, TimeSpan time) => time switch
    {
        { TotalDays: <= -2 } => localizer["{0} days ago", Math.Round(-time.TotalDays)],
        { TotalDays: <= -1 } => localizer["a day ago"],
        { TotalHours: <= -2 } => localizer["{0} hours ago", Math.Round(-time.TotalHours)],
        { TotalHours: <= -1 } => localizer["an hour ago"],
        { TotalMinutes: <= -2 } => localizer["{0} minutes ago", Math.Round(-time.TotalMinutes)],
        { TotalMinutes: <= -1 } => localizer["a minute ago"],
        { TotalMinutes: <= 0 } => localizer["just now"],
        { TotalMinutes: < 2 } => localizer["in a minute"],
        { TotalHours: < 1 } => localizer["in {0} minutes", Math.Round(time.TotalMinutes)],
        { TotalHours: < 2 } => localizer["in an hour"],
        { TotalDays: < 1 } => localizer["in {0} hours", Math.Round(time.TotalHours)],
        { TotalDays: < 2 } => localizer["in a day"],
        _ => localizer["in {0} days", Math.Round(time.TotalDays)],
    };
}
