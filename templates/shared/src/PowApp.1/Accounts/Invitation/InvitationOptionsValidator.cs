using Microsoft.Extensions.Options;

namespace PowApp._1.Accounts;

public sealed class InvitationOptionsValidator : IValidateOptions<AccountOptions>
{
    public ValidateOptionsResult Validate(string? name, AccountOptions options)
    {
        var rules = new OptionsRules(AccountOptions.Section);
        rules.Lasts("Invitation:LinkLifetime", options.Invitation.LinkLifetime, TimeSpan.FromDays(30));
        rules.Lasts("Invitation:ListedFor", options.Invitation.ListedFor, TimeSpan.FromDays(365));
        return rules.Result;
    }
}
