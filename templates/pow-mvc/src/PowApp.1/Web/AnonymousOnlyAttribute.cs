using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using PowApp._1.Accounts;

namespace PowApp._1.Web;

/// <summary>A page that makes no sense for users who are signed in: it leads them home instead.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class AnonymousOnlyAttribute : Attribute, IAllowAnonymous, IResourceFilter
{
    public void OnResourceExecuting(ResourceExecutingContext context)
    {
        if (context.HttpContext.User.Identity is { IsAuthenticated: true }) context.Result = new SeeOtherResult(AccountPaths.AfterSignIn);
    }

    public void OnResourceExecuted(ResourceExecutedContext context)
    {
    }
}
