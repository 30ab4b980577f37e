using Microsoft.Extensions.Options;

namespace PowApp._1.Accounts;

/// <summary>Lets anyone create an account.</summary>
public sealed class RegistrationService(AccountService accounts, Throttle throttle, Caller caller, IOptions<AccountOptions> options)
{
    public async Task<AccountResult> RegisterAsync(string email, string password)
    {
        var account = await accounts.StageNewAsync(email, password);

        // A refused password tells nothing about the address: trying others is free.
        if (account.Errors.All(error => error.Field is not AccountField.Password))
            throttle.Take("registration", caller.Source, options.Value.Throttling.RegistrationsPerHour, TimeSpan.FromHours(1));
        return await accounts.SaveNewAsync(account);
    }
}
