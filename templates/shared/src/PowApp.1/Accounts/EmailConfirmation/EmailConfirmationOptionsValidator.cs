using Microsoft.Extensions.Options;

namespace PowApp._1.Accounts;

public sealed class EmailConfirmationOptionsValidator : IValidateOptions<AccountOptions>
{
    public ValidateOptionsResult Validate(string? name, AccountOptions options)
    {
        var rules = new OptionsRules(AccountOptions.Section);
        rules.Lasts("EmailConfirmation:ChangeLinkLifetime", options.EmailConfirmation.ChangeLinkLifetime, options.UndoChangeWithin);
        return rules.Result;
    }
}
