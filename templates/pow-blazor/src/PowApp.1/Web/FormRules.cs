using Microsoft.AspNetCore.Antiforgery;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;
using PowApp._1.Accounts;

namespace PowApp._1.Web;

/// <summary>
/// What holds for every form before its page is rendered. A form without a valid antiforgery token (left open while signing in or out elsewhere,
/// sent by another site, or by a browser that keeps no cookies) is answered with 400 and the same form, empty and fresh. Nothing that was sent is
/// used.
/// </summary>
public sealed class FormRules(AppCookies cookies, AccountEvents events, FormErrors errors, IStringLocalizer<Texts> localizer) : IMiddleware
{
    // The field by which the framework finds the form on its page.
    private const string Name = "_handler";

    private static readonly EventId _formRefused = new(1303, "FormRefused");

    public async Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        if (context.GetEndpoint()?.Metadata.GetMetadata<AnswersErrorsAttribute>() is not null)
        {
            Open(context);
            await next(context);
            return;
        }

        var page = context.PagePath();
        var isSent = page is not null && HttpMethods.IsPost(context.Request.Method);
        if (context.Features.Get<IAntiforgeryValidationFeature>() is { IsValid: false } || (isSent && !IsForm(context.Request)))
        {
            var explanation = Refuse(context);
            if (page is null)
            {
                context.Features.Set(new ExpiredForm(explanation));
                return;
            }

            errors.Expire(explanation);
            await next(context);
            return;
        }

        if (isSent) await NameAsync(page!, context.Request);
        await next(context);
    }

    // Says why.
    private string Refuse(HttpContext context)
    {
        events.WriteRefused(_formRefused);
        context.Response.StatusCode = StatusCodes.Status400BadRequest;
        Open(context);
        return localizer.ExplainExpired(cookies);
    }

    private static void Open(HttpContext context)
    {
        context.Features.Set<IAntiforgeryValidationFeature>(null); // With it, whoever looked at the form would get an exception.
        context.Request.Method = HttpMethods.Get;
    }

    // A form is known by where it is sent to, whatever it calls itself.
    private static async Task NameAsync(string page, HttpRequest request)
    {
        try
        {
            var form = await request.ReadFormAsync();
            request.Form = new FormCollection(new Dictionary<string, StringValues>(form) { [Name] = page }, form.Files);
        }
        catch (Exception exception) when (exception is InvalidDataException or IOException)
        {
            throw new BadHttpRequestException("The form cannot be read.", exception);
        }
    }

    private static bool IsForm(HttpRequest request) =>
        MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
        && (type.MediaType.Equals("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase)
            || type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase));
}
