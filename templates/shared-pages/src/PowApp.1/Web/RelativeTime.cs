using Microsoft.Extensions.Localization;

namespace PowApp._1.Web;

public static class RelativeTime
{
    /// <summary>When something was or will be, such as "5 minutes ago" or "in an hour", rounded.</summary>
    /// <param name="time">How far from now; negative in the past.</param>
    public static string FromNow(this IStringLocalizer<Texts> localizer, TimeSpan time) => time switch
    {
        { TotalDays: <= -1.5 } => localizer["{0} days ago", Math.Round(-time.TotalDays)],
        { TotalHours: <= -23.5 } => localizer["a day ago"],
        { TotalHours: <= -1.5 } => localizer["{0} hours ago", Math.Round(-time.TotalHours)],
        { TotalMinutes: <= -59.5 } => localizer["an hour ago"],
        { TotalMinutes: <= -1.5 } => localizer["{0} minutes ago", Math.Round(-time.TotalMinutes)],
        { TotalMinutes: <= -0.5 } => localizer["a minute ago"],
        { TotalMinutes: <= 0 } => localizer["just now"],
        { TotalMinutes: < 1.5 } => localizer["in a minute"],
        { TotalMinutes: < 59.5 } => localizer["in {0} minutes", Math.Round(time.TotalMinutes)],
        { TotalHours: < 1.5 } => localizer["in an hour"],
        { TotalHours: < 23.5 } => localizer["in {0} hours", Math.Round(time.TotalHours)],
        { TotalDays: < 1.5 } => localizer["in a day"],
        _ => localizer["in {0} days", Math.Round(time.TotalDays)],
    };
}
