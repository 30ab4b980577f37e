using Microsoft.Extensions.Options;

namespace PowApp._1.Accounts;

/// <summary>Lets anybody create an account.</summary>
public sealed class RegistrationService(AccountService accounts, Throttle throttle, Caller caller, IOptions<AccountOptions> options)
{
    public async Task<AccountResult> RegisterAsync(string email, string password)
    {
        var account = await accounts.StageNewAsync(email, password);

        // A refused password tells nothing of the address: to look for a good one is free.
        if (!account.IsRefusedFor("Password"))
            throttle.Take("registration", caller.Source, options.Value.Throttling.RegistrationsPerHour, TimeSpan.FromHours(1));
        return await accounts.SaveNewAsync(account);
    }
}
