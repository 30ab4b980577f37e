using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Core.Infrastructure;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.Extensions.Localization;
using PowApp._1.Accounts;

namespace PowApp._1.Web;

/// <summary>
/// Answers a form without a valid antiforgery token (left open while signing in or out elsewhere, sent by another site, or by a browser that
/// keeps no cookies) with 400 and the same form, empty and fresh. Nothing that was sent is used.
/// </summary>
public sealed class FormExpiredFilter(
    AppCookies cookies, IModelMetadataProvider metadata, AccountEvents events, IStringLocalizer<Texts> localizer) : IAlwaysRunResultFilter
{
    private static readonly EventId _formRefused = new(1303, "FormRefused");

    public void OnResultExecuting(ResultExecutingContext context)
    {
        if (context.Result is not IAntiforgeryValidationFailedResult) return;

        events.WriteRefused(_formRefused);
        var page = context.ActionDescriptor.EndpointMetadata.OfType<FormPageAttribute>().FirstOrDefault();
        var state = new ModelStateDictionary();
        state.AddModelError("", localizer.ExplainExpired(cookies));
        context.Result = new ViewResult
        {
            ViewName = page?.View ?? "FormExpired",
            StatusCode = StatusCodes.Status400BadRequest,
            ViewData = new ViewDataDictionary(metadata, state),
        };
    }

    public void OnResultExecuted(ResultExecutedContext context)
    {
    }
}
