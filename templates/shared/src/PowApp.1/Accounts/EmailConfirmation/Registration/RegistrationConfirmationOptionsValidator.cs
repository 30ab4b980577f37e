using Microsoft.Extensions.Options;

namespace PowApp._1.Accounts;

public sealed class RegistrationConfirmationOptionsValidator : IValidateOptions<AccountOptions>
{
    public ValidateOptionsResult Validate(string? name, AccountOptions options)
    {
        var rules = new OptionsRules(AccountOptions.Section);
        rules.Lasts("EmailConfirmation:LinkLifetime", options.EmailConfirmation.LinkLifetime, TimeSpan.FromDays(7));
        return rules.Result;
    }
}
