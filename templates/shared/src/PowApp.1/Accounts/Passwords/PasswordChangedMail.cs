using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Options;
using PowApp._1.Mail;

namespace PowApp._1.Accounts;

/// <summary>Tells the owner that the password was changed.</summary>
public sealed class PasswordChangedMail(
    IEnumerable<PageLink> pageLinks, AccountLinks links, IOptions<AccountOptions> options, IStringLocalizer<Texts> localizer)
    : IMailTemplate
{
    /// <summary>The place of a <see cref="PageLink"/> that this mail should offer.</summary>
    public const string LinksName = nameof(PasswordChangedMail);

    public Task<MailContent?> WriteAsync(OutboxMail mail)
    {
        var link = pageLinks.FirstOrDefault(link => link.Place == LinksName);
        return Task.FromResult<MailContent?>(new MailContent(
            mail.Address,
            localizer["Your password was changed"],
            [
                localizer["The password of your account at {0} was changed, and its other sessions were signed out.", options.Value.AppName],
                localizer["If this was you, there is nothing to do. If it was not, somebody else can use your account: act now."],
            ],
            link is null ? null : new MailAction(localizer[link.Text], links.To(link.Path))));
    }
}
