using Microsoft.AspNetCore.Diagnostics;

namespace PowApp._1.Web;

/// <summary>In Development, the page of the framework shows an exception that the app doesn't expect.</summary>
public sealed class DeveloperPage(IServiceProvider services) : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (httpContext.Response.StatusCode is not StatusCodes.Status500InternalServerError) return false;

        httpContext.Response.OnStarting(() => AllowItsStylesAndScripts(httpContext.Response));
        RequestDelegate rethrow = _ => Task.FromException(exception);
        await ActivatorUtilities.CreateInstance<DeveloperExceptionPageMiddleware>(services, rethrow).Invoke(httpContext);
        return true;
    }

    private static Task AllowItsStylesAndScripts(HttpResponse response)
    {
        response.Headers.ContentSecurityPolicy = "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'";
        return Task.CompletedTask;
    }
}
