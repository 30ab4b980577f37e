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
        ("Microsoft.AspNetCore.Mvc.Infrastructure.ControllerActionInvoker", LogLevel.Warning),
        ("Microsoft.AspNetCore.Antiforgery", LogLevel.Critical), // An error with a stack trace for a cookie that cannot be read, which anyone can send.
    ];

    public static void AddLogFilters(this WebApplicationBuilder builder)
    {
        ReportUnknownLevels(builder);

        // After the configuration, and again whenever it changes.
        builder.Services.PostConfigure<LoggerFilterOptions>(logging =>
        {
            // A logger follows only the one rule that fits it best, which the configuration can always provide. So every rule keeps the limits. The
            // first is for loggers that no other rule fits.
            LoggerFilterRule[] rules = [new(null, null, logging.MinLevel, null), .. logging.Rules];
            logging.Rules.Clear();
            foreach (var rule in rules) logging.Rules.Add(WithLimits(rule));
        });
    }

    // At a level that it does not know, the framework would end the program before start-up could name the setting. So it is taken away, and
    // reported by options of another name than those that loggers read.
    private static void ReportUnknownLevels(WebApplicationBuilder builder)
    {
        foreach (var (key, _) in builder.Configuration.GetSection("Logging").AsEnumerable().Where(IsUnknownLevel).ToList())
        {
            builder.Configuration[key] = null;
            builder.Services.AddOptions<LoggerFilterOptions>("unknown")
                .Validate(_ => false, $"{key} must be a level, such as Information or Warning.")
                .ValidateOnStart();
        }
    }

    private static bool IsUnknownLevel(KeyValuePair<string, string?> setting) =>
        setting.Key.Contains(":LogLevel:", StringComparison.OrdinalIgnoreCase)
        && !string.IsNullOrEmpty(setting.Value)
        && !Enum.TryParse<LogLevel>(setting.Value, ignoreCase: true, out _);

    private static LoggerFilterRule WithLimits(LoggerFilterRule rule) => new(
        rule.ProviderName, rule.CategoryName, rule.LogLevel,
        (provider, category, level) => IsWithinLimits(category, level) && rule.Filter?.Invoke(provider, category, level) is not false);

    private static bool IsWithinLimits(string? category, LogLevel level) =>
        !_limits.Any(limit => level < limit.Lowest && category?.StartsWith(limit.Category, StringComparison.Ordinal) is true);
}
