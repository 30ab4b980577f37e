using Microsoft.Extensions.Options;
using PowApp._1.Mail;

namespace PowApp._1.Accounts;

public static class RegistrationConfirmationSetup
{
    public static void AddRegistrationConfirmation(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<IValidateOptions<AccountOptions>, RegistrationConfirmationOptionsValidator>();
#if (Pages)
        builder.Services.AddSingleton<RegistrationCookie>();
#endif
        builder.Services.AddSingleton<IUnclaimedAccounts, UnconfirmedAccounts>();
        builder.Services.AddSingleton<ISignInGate, UnconfirmedSignIn>();
        builder.Services.AddMail<ConfirmRegistrationMail>();
#if (Pages)
        builder.Services.AddSingleton(new PageLink(AccountPaths.SignIn, AccountPaths.AskForConfirmation, "No mail to confirm your address?"));
#endif
    }
}
