using Microsoft.Extensions.Options;

namespace PowApp._1.Accounts;

public sealed class RequestedMailsOptionsValidator : IValidateOptions<AccountOptions>
{
    public ValidateOptionsResult Validate(string? name, AccountOptions options)
    {
        var rules = new OptionsRules(AccountOptions.Section);
        rules.Counts("Throttling:MailsPerHour", options.Throttling.MailsPerHour);
        rules.Counts("Throttling:MailsPerHourToAddress", options.Throttling.MailsPerHourToAddress);
        return rules.Result;
    }
}
