namespace PowApp._1.Accounts;

/// <summary>Lets anyone create an account.</summary>
public sealed class RegistrationService(AccountService accounts, Throttle throttle)
{
    public async Task<AccountResult> RegisterAsync(string email, string password)
    {
        // A refusal tells nothing about who has an account: trying again is free.
        var account = await accounts.CheckNewAsync(email, password);
        if (!account.Succeeded) return account;

        throttle.TakeRegistration();
        return await accounts.CreateAsync(email, password);
    }
}
