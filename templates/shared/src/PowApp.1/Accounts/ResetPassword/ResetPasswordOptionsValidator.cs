using Microsoft.Extensions.Options;

namespace PowApp._1.Accounts;

public sealed class ResetPasswordOptionsValidator : IValidateOptions<AccountOptions>
{
    public ValidateOptionsResult Validate(string? name, AccountOptions options)
    {
        var rules = new OptionsRules(AccountOptions.Section);
        rules.Lasts("ResetPassword:LinkLifetime", options.ResetPassword.LinkLifetime, TimeSpan.FromDays(1));
        return rules.Result;
    }
}
