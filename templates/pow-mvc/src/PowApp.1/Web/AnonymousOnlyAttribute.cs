using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.Extensions.Localization;
using PowApp._1.Accounts;

namespace PowApp._1.Web;

/// <summary>A page that makes no sense for users who are signed in: it leads them home instead.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class AnonymousOnlyAttribute : Attribute, IAllowAnonymous, IResourceFilter
{
    public void OnResourceExecuting(ResourceExecutingContext context)
    {
        if (context.HttpContext.User.Identity is not { IsAuthenticated: true }) return;

        var localizer = context.HttpContext.RequestServices.GetRequiredService<IStringLocalizer<Texts>>();
        context.Result = new SeeOtherResult(AccountPaths.AfterSignIn, new Notice(localizer["You're already signed in."], IsProblem: false));
    }

    public void OnResourceExecuted(ResourceExecutedContext context)
    {
    }
}
