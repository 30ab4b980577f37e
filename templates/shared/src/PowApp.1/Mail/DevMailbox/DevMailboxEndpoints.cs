using Microsoft.AspNetCore.Http.HttpResults;

namespace PowApp._1.Mail;

/// <summary>The mails of Development in a page, at <c>/dev/mailbox</c>.</summary>
public static class DevMailboxEndpoints
{
    public static void MapDevMailbox(this WebApplication app)
    {
        if (app.Services.GetRequiredService<IMailSender>() is not MailFolder folder) return;

        app.MapGet("/dev/mailbox", () => new RazorComponentResult<MailboxPage>(new { Messages = folder.List() }));
        app.MapGet("/dev/mailbox/{id:guid}", Results<RazorComponentResult<MailboxMessagePage>, NotFound> (Guid id) =>
            folder.Find(id) is { } message ? new RazorComponentResult<MailboxMessagePage>(new { Message = message }) : TypedResults.NotFound());
    }
}
