using Microsoft.Extensions.Options;
using PowApp._1.Accounts;

namespace PowApp._1.Web;

public static class PublicPath
{
    /// <summary>
    /// Serves the app below the path of <see cref="AccountOptions.PublicOrigin"/>, if it has one. Whether a proxy keeps that path or removes it,
    /// <see cref="HttpRequest.Path"/> is then the path inside the app, and <see cref="HttpRequest.PathBase"/> what links begin with.
    /// </summary>
    public static void UsePublicPath(this WebApplication app)
    {
        var accounts = app.Services.GetRequiredService<IOptions<AccountOptions>>();
        app.Use((context, next) =>
        {
            var request = context.Request;
            PathString path = accounts.Value.PathBase;
            if (!path.HasValue) return next(context); // A server that has a path of its own, as IIS does, sets PathBase itself.

            if (!request.PathBase.HasValue && request.Path.StartsWithSegments(path, out var inside)) request.Path = inside;
            request.PathBase = path; // In the spelling of the configuration: browsers send the cookies of /shop to no page below /Shop.
            return next(context);
        });
    }
}
