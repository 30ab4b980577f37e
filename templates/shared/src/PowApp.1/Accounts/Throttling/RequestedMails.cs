using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using PowApp._1.Mail;

namespace PowApp._1.Accounts;

/// <summary>Emails that anyone can ask for, to any address: limited, so that no mailbox is flooded.</summary>
public sealed class RequestedMails(
    Outbox outbox, Throttle throttle, RateWindows windows, Caller caller, ILookupNormalizer normalizer, IOptions<AccountOptions> options)
{
    private static readonly TimeSpan _hour = TimeSpan.FromHours(1);

    private readonly ThrottlingLimits _limits = options.Value.Throttling;

    /// <summary>
    /// Stages an email. One too many for its address is not sent, and the response is the same: it must not tell what others have asked for.
    /// </summary>
    /// <param name="userId">Who the email is about, or who asks for it, if its text needs that.</param>
    /// <returns>Whether it will be sent.</returns>
    /// <exception cref="TryAgainLaterException">The source has asked for too many.</exception>
    public bool Stage<TTemplate>(string address, Guid? userId = null) where TTemplate : IMailTemplate
    {
        throttle.Take("mail from", caller.Source, _limits.MailsPerHour, _hour);
        if (windows.Take($"mail to {normalizer.NormalizeEmail(address)}", _limits.MailsPerHourToAddress, _hour) is not null) return false;

        outbox.StageRequested<TTemplate>(address, userId);
        return true;
    }
}
