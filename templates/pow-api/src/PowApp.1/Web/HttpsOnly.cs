namespace PowApp._1.Web;

public static class HttpsOnly
{
    /// <summary>
    /// Refuses plain http, but for <c>/health</c>. No redirect: a client whose token went over the wire in the clear has to learn of it
    /// (ASVS 5.0 4.1.2).
    /// </summary>
    public static void UseHttpsOnly(this WebApplication app) => app.Use((context, next) =>
        context.Request.IsHttps || context.Request.Path.StartsWithSegments("/health") ? next(context) : ApiProblem.HttpsRequired.WriteAsync(context));
}
