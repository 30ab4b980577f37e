using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.Extensions.Localization;
using PowApp._1.Accounts;

namespace PowApp._1.Web;

/// <summary>
/// Answers a request that is refused for now with its status, a Retry-After header, and the form as it was filled in (never a password), or a
/// page that explains.
/// </summary>
public sealed class TryAgainLaterFilter(IModelMetadataProvider metadata, IStringLocalizer<Texts> localizer) : IExceptionFilter
{
    public void OnException(ExceptionContext context)
    {
        if (context.Exception is not TryAgainLaterException refusal) return;

        context.HttpContext.Response.TryAgainLater(refusal);
        context.Result = context.ActionDescriptor.EndpointMetadata.OfType<FormPageAttribute>().FirstOrDefault() is { } page
            ? Form(page, context.ModelState, refusal)
            : new StatusCodeResult(refusal.Status);
    }

    private ViewResult Form(FormPageAttribute page, ModelStateDictionary state, TryAgainLaterException refusal)
    {
        state.AddModelError("", localizer.Explain(refusal));
        return new ViewResult { ViewName = page.View, StatusCode = refusal.Status, ViewData = new ViewDataDictionary(metadata, state) };
    }
}
