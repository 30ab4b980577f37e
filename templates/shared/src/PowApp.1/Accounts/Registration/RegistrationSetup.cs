using Microsoft.Extensions.Options;

namespace PowApp._1.Accounts;

public static class RegistrationSetup
{
    public static void AddRegistration(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<IValidateOptions<AccountOptions>, RegistrationOptionsValidator>();
        builder.Services.AddScoped<RegistrationService>();
#if (Pages)
        builder.Services.AddSingleton(new PageLink(AccountPaths.SignIn, AccountPaths.Register, "Create an account"));
        builder.Services.AddSingleton(new PageLink(AccountPaths.Register, AccountPaths.SignIn, "Sign in to an existing account"));
#endif
    }
}
