using System.Globalization;
using Microsoft.Extensions.Localization;
using PowApp._1.Accounts;

namespace PowApp._1.Web;

/// <summary>What a form says that was turned away as a whole.</summary>
public static class RefusedForms
{
    /// <summary>Why a form without a valid antiforgery token was turned away.</summary>
    public static string ExplainExpired(this IStringLocalizer<Texts> localizer, AppCookies cookies) => cookies.Read(AppCookies.Forms) is not null
        ? localizer["This page was open too long, or you signed in or out in another tab. Nothing was changed."]
        : localizer["Your browser sent no cookies. Allow cookies for this site, then try again."];

    public static string Explain(this IStringLocalizer<Texts> localizer, TryAgainLaterException refusal) =>
        refusal.Status is StatusCodes.Status503ServiceUnavailable
            ? localizer["We're busy right now. Try again in a moment."]
            : localizer["Too many attempts. Try again in {0}.", localizer.Duration(refusal.Wait)];

    /// <summary>Sets the status of a request that is refused for now, and tells the client when to try again.</summary>
    public static void TryAgainLater(this HttpResponse response, TryAgainLaterException refusal)
    {
        response.StatusCode = refusal.Status;
        response.Headers.RetryAfter = Math.Ceiling(refusal.Wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
    }
}
