using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;
using PowApp._1.Accounts;

namespace PowApp._1.Web;

/// <summary>
/// Lets an action run only in a fresh session. Otherwise, the response is 403 with the code <c>reauthentication_required</c>.
/// </summary>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Class)]
public sealed class RequireFreshSessionAttribute() : AuthorizeAttribute(FreshSessionRequirement.Policy);

/// <summary>Tells clients that are not let in what they lack.</summary>
public sealed class AuthorizationProblems : IAuthorizationMiddlewareResultHandler
{
    public Task HandleAsync(RequestDelegate next, HttpContext context, AuthorizationPolicy policy, PolicyAuthorizationResult result)
    {
        if (result.Succeeded) return next(context);
        if (result.Challenged) return ApiProblem.Unauthenticated.WriteAsync(context);

        var lacksFreshness = result.AuthorizationFailure?.FailedRequirements.OfType<FreshSessionRequirement>().Any() is true;
        return (lacksFreshness ? ApiProblem.ReauthenticationRequired : ApiProblem.Forbidden).WriteAsync(context);
    }
}
