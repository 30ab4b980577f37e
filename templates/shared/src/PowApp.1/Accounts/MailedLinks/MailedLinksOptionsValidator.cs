using Microsoft.Extensions.Options;

namespace PowApp._1.Accounts;

public sealed class MailedLinksOptionsValidator : IValidateOptions<AccountOptions>
{
    public ValidateOptionsResult Validate(string? name, AccountOptions options)
    {
        var rules = new OptionsRules(AccountOptions.Section);
        rules.Counts("Throttling:MailsPerHour", options.Throttling.MailsPerHour);
        rules.Counts("Throttling:MailsPerHourToAddress", options.Throttling.MailsPerHourToAddress);
#if (Pages)
        rules.Lasts("LinkFormLifetime", options.LinkFormLifetime, TimeSpan.FromHours(1));
#endif
        return rules.Result;
    }
}
