using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Primitives;
using PowApp._1.Accounts;

namespace PowApp._1.Web;

/// <summary>
/// Marks an action whose form is carried out once, however often it is sent. A form with files is not recognized again.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class SubmitOnceAttribute : Attribute;

/// <summary>
/// Carries out once what is sent twice, by a double click or because the response was lost. The second request gets the response to the
/// first, rather than being told that the link was already used or that the address is taken. Forms are the same if the browser, the page
/// that they were on and everything that was typed are the same, and the browser has sent no other form in between. A form that was refused
/// is carried out again. Only this process remembers.
/// </summary>
public sealed class RepeatedForms(AppCookies cookies, TimeProvider clock) : IMiddleware, IDisposable
{
    private const int MostBrowsers = 10_000;

    // A response may carry a new session, so it is kept no longer than it takes a user or a browser to try again.
    private static readonly TimeSpan _remembered = TimeSpan.FromMinutes(1);

    private readonly MemoryCache _forms = new(new MemoryCacheOptions { SizeLimit = MostBrowsers });
    private readonly Lock _adding = new();

    public async Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        if (context.GetEndpoint()?.Metadata.GetMetadata<SubmitOnceAttribute>() is null
            || cookies.Read(AppCookies.Forms) is not { } browser
            || await HashAsync(context.Request) is not { } hash)
        {
            await next(context);
            return;
        }

        var form = new SubmittedForm(hash, clock.GetUtcNow());
        while (GetOrAdd(browser, form) is var first && first != form)
        {
            if (await first.Response.WaitAsync(context.RequestAborted) is not { } response) continue;

            response.WriteTo(context.Response);
            return;
        }

        await CarryOutAsync(form, context, next);
    }

    public void Dispose() => _forms.Dispose();

    private static async Task CarryOutAsync(SubmittedForm form, HttpContext context, RequestDelegate next)
    {
        context.Features.Set(form);
        try
        {
            await next(context);
            if (form.Accepted) form.Complete(await FormResponse.OfAsync(context.Response));
        }
        finally
        {
            form.Complete(null); // Has no effect if the response was set above.
        }
    }

    private SubmittedForm GetOrAdd(string browser, SubmittedForm form)
    {
        lock (_adding)
        {
            if (_forms.TryGetValue<SubmittedForm>(browser, out var first) && first!.CanAnswer(form, _remembered)) return first;

            _forms.Set(browser, form, new MemoryCacheEntryOptions { Size = 1, AbsoluteExpirationRelativeToNow = _remembered });
            return form;
        }
    }

    // Of all that was sent, which may include a password. Null for what has files or cannot be read as a form.
    private static async Task<string?> HashAsync(HttpRequest request)
    {
        if (!request.HasFormContentType) return null;

        try
        {
            var form = await request.ReadFormAsync(request.HttpContext.RequestAborted);
            if (form.Files.Count > 0) return null;

            var fields = form.ToDictionary(field => field.Key, field => field.Value.ToArray());
            return Convert.ToHexString(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(new { request.Path, request.QueryString, fields })));
        }
        catch (Exception exception) when (exception is InvalidDataException or IOException)
        {
            return null;
        }
    }
}

/// <summary>A form that is being carried out, or was a moment ago.</summary>
public sealed class SubmittedForm(string hash, DateTimeOffset sentAt)
{
    private readonly TaskCompletionSource<FormResponse?> _response = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Whether what was asked for has been done.</summary>
    public bool Accepted { get; set; }

    /// <summary>Null if it was not accepted.</summary>
    public Task<FormResponse?> Response => _response.Task;

    private string Hash { get; } = hash;

    private DateTimeOffset SentAt { get; } = sentAt;

    public void Complete(FormResponse? response) => _response.TrySetResult(response);

    /// <summary>Whether a form that was sent later is the same, and this one was not refused.</summary>
    public bool CanAnswer(SubmittedForm later, TimeSpan within) =>
        later.Hash == Hash && later.SentAt - SentAt < within && Response is not { IsCompletedSuccessfully: true, Result: null };
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
