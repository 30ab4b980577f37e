using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Primitives;
using PowApp._1.Accounts;

namespace PowApp._1.Web;

/// <summary>Marks an action whose form is carried out once, however often it is sent.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class SubmitOnceAttribute : Attribute;

/// <summary>
/// Carries out once what is sent twice, by a double click or because the response was lost. The second request gets the response to the
/// first, rather than being told that the link was already used or that the address is taken. Forms are the same if the browser, the page
/// that they were on and everything that was typed are the same. A form that was refused is carried out again.
/// </summary>
public sealed class RepeatedForms(AppCookies cookies, TimeProvider clock) : IMiddleware, IDisposable
{
    private const int MostForms = 10_000;

    // A response may carry a new session, so it is kept no longer than it takes a user or a browser to try again.
    private static readonly TimeSpan _remembered = TimeSpan.FromMinutes(1);

    private readonly MemoryCache _forms = new(new MemoryCacheOptions { SizeLimit = MostForms });
    private readonly Lock _adding = new();

    public async Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        if (context.GetEndpoint()?.Metadata.GetMetadata<SubmitOnceAttribute>() is null || await NameOfAsync(context.Request) is not { } name)
        {
            await next(context);
            return;
        }

        var form = new SubmittedForm(clock.GetUtcNow());
        var first = FirstOf(name, form);
        if (first != form && await first.Response.WaitAsync(context.RequestAborted) is { } response) response.WriteTo(context.Response);
        else await CarryOutAsync(form, context, next);
    }

    public void Dispose() => _forms.Dispose();

    private static async Task CarryOutAsync(SubmittedForm form, HttpContext context, RequestDelegate next)
    {
        context.Features.Set(form);
        try
        {
            await next(context);
            if (form.Succeeded) form.Answer(await FormResponse.OfAsync(context.Response));
        }
        finally
        {
            form.Answer(null); // Unless it was answered just before.
        }
    }

    private SubmittedForm FirstOf(string name, SubmittedForm form)
    {
        lock (_adding)
        {
            if (_forms.TryGetValue<SubmittedForm>(name, out var first) && first!.MayStandFor(form, _remembered)) return first;

            _forms.Set(name, form, new MemoryCacheEntryOptions { Size = 1, AbsoluteExpirationRelativeToNow = _remembered });
            return form;
        }
    }

    // A hash of all that was sent, with a password in it. Null for what comes from no page of this app, and for what cannot be read as a form.
    private async Task<string?> NameOfAsync(HttpRequest request)
    {
        if (!request.HasFormContentType || cookies.Read(AppCookies.Forms) is not { } browser) return null;

        try
        {
            var fields = (await request.ReadFormAsync(request.HttpContext.RequestAborted)).ToDictionary(field => field.Key, field => field.Value.ToArray());
            return Convert.ToHexString(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(new { browser, request.Path, request.QueryString, fields })));
        }
        catch (Exception exception) when (exception is InvalidDataException or IOException)
        {
            return null;
        }
    }
}

/// <summary>A form that is being carried out, or was a moment ago.</summary>
public sealed class SubmittedForm(DateTimeOffset sentAt)
{
    private readonly TaskCompletionSource<FormResponse?> _response = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>What was asked for is done.</summary>
    public bool Succeeded { get; set; }

    /// <summary>Null if the form was refused.</summary>
    public Task<FormResponse?> Response => _response.Task;

    public void Answer(FormResponse? response) => _response.TrySetResult(response);

    /// <summary>Whether it was sent recently and was not refused.</summary>
    public bool MayStandFor(SubmittedForm other, TimeSpan within) =>
        other.SentAt - SentAt < within && Response is not { IsCompletedSuccessfully: true, Result: null };

    private DateTimeOffset SentAt { get; } = sentAt;
}

/// <summary>Where a form led to, and the cookies that came with that.</summary>
public sealed record FormResponse(string? Location, StringValues Cookies)
{
    // Some cookies are written only when the response starts.
    public static async Task<FormResponse> OfAsync(HttpResponse response)
    {
        response.ContentLength = 0;
        await response.StartAsync();
        return new FormResponse(response.Headers.Location, response.Headers.SetCookie);
    }

    public void WriteTo(HttpResponse response)
    {
        response.StatusCode = StatusCodes.Status303SeeOther;
        response.Headers.Location = Location;
        response.Headers.SetCookie = Cookies;
    }
}
