namespace PowApp._1.Web;

public static class HttpsOnly
{
    /// <summary>
    /// Refuses plain HTTP, except for <c>/health</c>. It does not redirect: a client that sent a token unencrypted has to learn about it
    /// (ASVS 5.0 4.1.2).
    /// </summary>
    public static void UseHttpsOnly(this WebApplication app) => app.Use((context, next) =>
        context.Request.IsHttps || context.Request.Path.StartsWithSegments("/health") ? next(context) : ApiProblem.HttpsRequired.WriteAsync(context));
}
