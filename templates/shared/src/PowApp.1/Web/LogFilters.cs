namespace PowApp._1.Web;

/// <summary>
/// Keeps emailed links out of the log (ASVS 5.0 16.2.5). The secret of a link is part of its address, and the framework logs addresses. What does
/// so is turned off, or down, whatever "Logging" in the configuration says. So are errors that anyone can cause.
/// </summary>
public static class LogFilters
{
    // Of the categories that start with these names, only this level and above is logged.
    private static readonly (string Category, LogLevel Lowest)[] _limits =
    [
        ("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.None), // A line for each request, and the path next to every other line.
        ("Microsoft.AspNetCore.HttpsPolicy", LogLevel.Warning),
        ("Microsoft.AspNetCore.Routing.Matching", LogLevel.Warning),
        ("Microsoft.AspNetCore.StaticFiles.StaticFileMiddleware", LogLevel.Warning),
        ("Microsoft.AspNetCore.Antiforgery", LogLevel.Critical), // An error with a stack trace for every cookie that cannot be read.
    ];

    /// <param name="category">What else logs addresses: the part of the framework that carries requests out.</param>
    // After the configuration, and again whenever it changes.
    public static void AddLogFilters(this WebApplicationBuilder builder, string category) => builder.Services.PostConfigure<LoggerFilterOptions>(logging =>
    {
        // A logger follows only the one rule that fits it best, which the configuration can always provide. So every rule keeps the limits. The
        // first is for loggers that no other rule fits.
        LoggerFilterRule[] rules = [new(null, null, logging.MinLevel, null), .. logging.Rules];
        logging.Rules.Clear();
        foreach (var rule in rules) logging.Rules.Add(WithLimits(rule, [.. _limits, (category, LogLevel.Warning)]));
    });

    private static LoggerFilterRule WithLimits(LoggerFilterRule rule, (string Category, LogLevel Lowest)[] limits) => new(
        rule.ProviderName, rule.CategoryName, rule.LogLevel,
        (provider, category, level) => IsWithinLimits(category, level, limits) && rule.Filter?.Invoke(provider, category, level) is not false);

    private static bool IsWithinLimits(string? category, LogLevel level, (string Category, LogLevel Lowest)[] limits) =>
        !limits.Any(limit => level < limit.Lowest && category?.StartsWith(limit.Category, StringComparison.Ordinal) is true);
}
