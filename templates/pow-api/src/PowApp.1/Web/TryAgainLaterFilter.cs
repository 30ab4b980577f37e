using System.Globalization;
using Microsoft.AspNetCore.Mvc.Filters;
using PowApp._1.Accounts;

namespace PowApp._1.Web;

/// <summary>Answers a request that is refused for now with its status and a Retry-After header, in seconds.</summary>
public sealed class TryAgainLaterFilter : IExceptionFilter
{
    public void OnException(ExceptionContext context)
    {
        if (context.Exception is not TryAgainLaterException refusal) return;

        var seconds = Math.Ceiling(refusal.Wait.TotalSeconds);
        context.HttpContext.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        context.Result = refusal.Status is StatusCodes.Status429TooManyRequests ? ApiProblem.TooManyAttempts : ApiProblem.Busy;
    }
}
