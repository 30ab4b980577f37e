using Microsoft.Extensions.Options;

namespace PowApp._1.Accounts;

public sealed class RegistrationOptionsValidator : IValidateOptions<AccountOptions>
{
    public ValidateOptionsResult Validate(string? name, AccountOptions options)
    {
        var rules = new OptionsRules(AccountOptions.Section);
        rules.Counts("Throttling:RegistrationsPerHour", options.Throttling.RegistrationsPerHour);
        return rules.Result;
    }
}
