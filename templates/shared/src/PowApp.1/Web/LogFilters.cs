namespace PowApp._1.Web;

/// <summary>
/// Keeps emailed links out of the log (ASVS 5.0 16.2.5). The secret of a link is part of its address, and the framework logs addresses. What does
/// so is turned off, or down, whatever "Logging" in the configuration says.
/// </summary>
public static class LogFilters
{
    public static void AddLogFilters(this WebApplicationBuilder builder) => builder.Logging
        // A line for each request, and the path next to every other line.
        .AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.None)
        .AddFilter("Microsoft.AspNetCore.Routing.Matching", LogLevel.Warning)
        .AddFilter("Microsoft.AspNetCore.StaticFiles.StaticFileMiddleware", LogLevel.Warning)
        .AddFilter("Microsoft.AspNetCore.Mvc.Infrastructure.ControllerActionInvoker", LogLevel.Warning);
}
