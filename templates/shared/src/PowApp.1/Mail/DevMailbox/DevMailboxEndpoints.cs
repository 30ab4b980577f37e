using Microsoft.AspNetCore.Http.HttpResults;

namespace PowApp._1.Mail;

/// <summary>Shows the emails of Development in a page, at <c>/dev/mailbox</c>.</summary>
public static class DevMailboxEndpoints
{
    public static void MapDevMailbox(this WebApplication app)
    {
        if (!app.Environment.IsDevelopment()) return;

        var folder = app.Services.GetRequiredService<MailFolder>();
        var mailbox = app.MapGroup("/dev/mailbox").ExcludeFromDescription().AddEndpointFilter(OnlyThisMachine).AddEndpointFilter(AllowStylesOfMails);
        mailbox.MapGet("", () => new RazorComponentResult<MailboxPage>(new { Messages = folder.List() }));
        mailbox.MapGet("{id:guid}", Results<RazorComponentResult<MailboxMessagePage>, NotFound> (Guid id) =>
            folder.Find(id) is { } message ? new RazorComponentResult<MailboxMessagePage>(new { Message = message }) : TypedResults.NotFound());
    }

    // The name of another site can lead here (DNS rebinding). To a browser, the emails would then be pages of that site, which its scripts can read.
    private static ValueTask<object?> OnlyThisMachine(EndpointFilterInvocationContext context, EndpointFilterDelegate next) =>
        context.HttpContext.Request.Host.Host is "localhost" or "127.0.0.1" or "[::1]" ? next(context) : new(TypedResults.NotFound());

    // Emails contain their styles, as email programs require.
    private static ValueTask<object?> AllowStylesOfMails(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        context.HttpContext.Response.Headers.ContentSecurityPolicy = "default-src 'none'; style-src 'self' 'unsafe-inline'; img-src 'self'";
        return next(context);
    }
}
