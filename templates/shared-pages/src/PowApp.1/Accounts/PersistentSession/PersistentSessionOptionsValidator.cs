using Microsoft.Extensions.Options;

namespace PowApp._1.Accounts;

public sealed class PersistentSessionOptionsValidator : IValidateOptions<AccountOptions>
{
    public ValidateOptionsResult Validate(string? name, AccountOptions options)
    {
        var limits = options.PersistentSession;
        var rules = new OptionsRules(AccountOptions.Section);
        rules.Lasts("PersistentSession:Lifetime", limits.Lifetime, TimeSpan.FromDays(365));
        rules.Check(
            limits.Lifetime >= options.Sessions.AbsoluteTimeout, "PersistentSession:Lifetime", "must not be less than Sessions:AbsoluteTimeout");
        rules.Lasts("PersistentSession:Grace", limits.Grace, TimeSpan.FromMinutes(1));
        return rules.Result;
    }
}
