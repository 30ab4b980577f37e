using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using PowApp._1.Mail;

namespace PowApp._1.Accounts;

/// <summary>Mails that anybody can ask for, to any address: limited, so that nobody's mailbox is flooded.</summary>
public sealed class RequestedMails(
    Outbox outbox, Throttle throttle, RateWindows windows, Caller caller, ILookupNormalizer normalizer, IOptions<AccountOptions> options)
{
    private static readonly TimeSpan _hour = TimeSpan.FromHours(1);

    private readonly ThrottlingLimits _limits = options.Value.Throttling;

    /// <summary>
    /// Stages a mail. One too many for its address is not sent, and whoever asked is answered as ever: the answer must not tell what
    /// others have asked for.
    /// </summary>
    /// <param name="user">Whom the mail is about, or who asks, if its text needs one.</param>
    /// <returns>Whether it will be sent.</returns>
    /// <exception cref="TryAgainLaterException">One too many from this source.</exception>
    public bool Stage<TTemplate>(string address, User? user = null) where TTemplate : IMailTemplate
    {
        throttle.Take("mail from", caller.Source, _limits.MailsPerHour, _hour);
        if (windows.Take($"mail to {normalizer.NormalizeEmail(address)}", _limits.MailsPerHourToAddress, _hour) is not null) return false;

        outbox.Stage<TTemplate>(address, user);
        return true;
    }
}
