namespace PowApp._1.Accounts;

/// <summary>Lets anyone create an account.</summary>
public sealed class RegistrationService(AccountService accounts, Throttle throttle)
{
    public async Task<AccountResult> RegisterAsync(NewAccount requested)
    {
        // A refusal tells nothing about who has an account: trying again is free.
        var account = await accounts.CheckNewAsync(requested);
        if (!account.Succeeded) return account;

        throttle.TakeRegistration();
        return await accounts.CreateAsync(requested);
    }
}
