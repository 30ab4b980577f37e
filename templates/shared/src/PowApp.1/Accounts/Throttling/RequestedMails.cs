using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using PowApp._1.Mail;

namespace PowApp._1.Accounts;

/// <summary>Emails that anyone can ask for, to any address: limited, so that no mailbox is flooded.</summary>
#if (!Redis)
public sealed class RequestedMails(
    Outbox outbox, Throttle throttle, RateWindows windows, ILookupNormalizer normalizer, AccountEvents events, IOptions<AccountOptions> options)
#endif
#if (Redis)
public sealed class RequestedMails(
    Outbox outbox, Throttle throttle, SharedWindows windows, ILookupNormalizer normalizer, AccountEvents events, IOptions<AccountOptions> options)
#endif
{
    private readonly ThrottlingLimits _limits = options.Value.Throttling;

    /// <summary>
    /// Stages an email. One too many for its mailbox is not sent, and the response is the same: it must not tell what others have asked for.
    /// Each kind of email is counted by itself, so that no one uses up what another kind needs.
    /// </summary>
    /// <param name="userId">Who the email is about, or who asks for it, if its text needs that.</param>
    /// <returns>Whether it will be sent.</returns>
    /// <exception cref="TryAgainLaterException">The source has asked for too many.</exception>
#if (!ResetPassword)
    public bool Stage<TTemplate>(string address, Guid? userId = null) where TTemplate : IMailTemplate
    {
        var mailbox = EmailAddress.MailboxOf(normalizer.NormalizeEmail(address));
#endif
#if (ResetPassword)
    public bool Stage<TTemplate>(string address, Guid? userId = null) where TTemplate : IMailTemplate =>
        Stage<TTemplate>(address, userId, EmailAddress.MailboxOf(normalizer.NormalizeEmail(address)));

    /// <summary>
    /// Stages an email that is only sent to an address with an account. It is counted by the exact address: whatever others ask for, to other
    /// addresses of the same mailbox, the owner gets theirs.
    /// </summary>
    /// <exception cref="TryAgainLaterException">The source has asked for too many.</exception>
    public void StageToOwner<TTemplate>(string address) where TTemplate : IMailTemplate =>
        Stage<TTemplate>(address, userId: null, normalizer.NormalizeEmail(address));

    private bool Stage<TTemplate>(string address, Guid? userId, string mailbox) where TTemplate : IMailTemplate
    {
#endif
        throttle.TakeMail();
        if (windows.Take((TTemplate.Kind, mailbox), _limits.MailsPerHourToAddress, TimeSpan.FromHours(1)) is not null)
        {
            events.WriteRefused(AccountEvent.EmailLimited, userId);
            return false;
        }

        outbox.StageRequested<TTemplate>(address, userId);
        return true;
    }
}
