using Microsoft.Net.Http.Headers;

namespace PowApp._1.Web;

public static class HeadRequests
{
    /// <summary>
    /// Finds the endpoint of a request. HEAD finds what GET finds, so that it is answered in the same way (RFC 9110, section 9.3.2), also by
    /// endpoints that you add. The endpoint sees HEAD, and the server leaves out the body.
    /// </summary>
    public static void UseRoutingWithHead(this WebApplication app)
    {
        app.Use((context, next) =>
        {
            if (!HttpMethods.IsHead(context.Request.Method)) return next(context);

            context.Items[typeof(HeadRequests)] = true;
            context.Request.Method = HttpMethods.Get;
            return next(context);
        });
        app.UseRouting();
        app.Use(async (context, next) =>
        {
            if (context.Items.Remove(typeof(HeadRequests))) context.Request.Method = HttpMethods.Head;
            await next(context);
            if (context.Response is { StatusCode: StatusCodes.Status405MethodNotAllowed, HasStarted: false }) AllowHead(context.Response.Headers);
        });
    }

    // Where GET is allowed.
    private static void AllowHead(IHeaderDictionary headers)
    {
        var methods = headers.GetCommaSeparatedValues(HeaderNames.Allow);
        if (methods.Contains(HttpMethods.Get) && !methods.Contains(HttpMethods.Head))
            headers.Allow = string.Join(", ", [.. methods, HttpMethods.Head]);
    }
}
