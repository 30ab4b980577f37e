using Microsoft.AspNetCore.Mvc.Filters;

namespace PowApp._1.Web;

/// <summary>For pages with a secret in their URL: the browser tells it to no other page, on this site or elsewhere (ASVS 5.0 14.2.1).</summary>
public sealed class NoReferrerAttribute : ResultFilterAttribute
{
    public override void OnResultExecuting(ResultExecutingContext context) =>
        context.HttpContext.Response.Headers["Referrer-Policy"] = "no-referrer";
}
