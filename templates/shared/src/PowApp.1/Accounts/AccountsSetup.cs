using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using PowApp._1.Data;
using PowApp._1.Mail;
using PowApp._1.Settings;

namespace PowApp._1.Accounts;

public static class AccountsSetup
{
    public static void AddAccounts(this WebApplicationBuilder builder)
    {
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.AddOptions<AccountOptions>().BindSettings(AccountOptions.Section);
        builder.Services.AddSingleton<IValidateOptions<AccountOptions>, AccountOptionsValidator>();
        builder.Services.AddScoped<AccountEvents>();
        builder.Services.AddSingleton<AccountLinks>();
        builder.AddIdentity();
        builder.AddThrottling();
        builder.AddSessions();
        builder.AddTokens();

        builder.Services.AddScoped<AccountService>();
        builder.Services.AddScoped<IExpiringRows>(services => services.GetRequiredService<AccountService>());
        builder.Services.AddMail<PasswordChangedMail>();
        builder.Services.AddMail<AccountDeletedMail>();

        builder.Services.AddScoped<EmailChangeService>();
        builder.Services.AddScoped<IExpiringRows>(services => services.GetRequiredService<EmailChangeService>());
        builder.Services.AddScoped<ReservedEmails>();
        builder.Services.AddScoped<IExpiringRows>(services => services.GetRequiredService<ReservedEmails>());
        builder.Services.AddMail<EmailChangeNoticeMail>();
        builder.Services.AddMail<EmailChangeUndoneMail>();
        builder.Services.AddMail<ConfirmEmailChangeMail>();
#if (OpenRegistration)

        builder.Services.AddScoped<RegistrationService>();
#endif
#if (EmailConfirmation)

        builder.Services.AddScoped<ConfirmRegistrationService>();
        builder.Services.AddMail<ConfirmRegistrationMail>();
#endif
#if (ResetPassword)

        builder.Services.AddScoped<ResetPasswordService>();
        builder.Services.AddMail<ResetPasswordMail>();
#endif
#if (Invitation)

        builder.Services.AddScoped<InvitationService>();
        builder.Services.AddScoped<IExpiringRows>(services => services.GetRequiredService<InvitationService>());
        builder.Services.AddMail<InvitationMail>();

        // Who may invite others: everyone who is signed in. Narrow it here.
        builder.Services.AddAuthorizationBuilder().AddPolicy(InvitationService.Policy, policy => policy.RequireAuthenticatedUser());
#endif
    }

    // The rules of this app. Registered first, they take the place of Identity's own.
    private static void AddIdentity(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<ILookupNormalizer, EmailAddress>();
        builder.Services.AddScoped<IUserValidator<User>, UserValidator>();
        builder.Services.AddSingleton<CommonPasswords>();
        builder.Services.AddScoped<PasswordPolicy>();
        builder.Services.AddScoped<IPasswordValidator<User>>(services => services.GetRequiredService<PasswordPolicy>());
        builder.Services.AddSingleton<AccountPasswordHasher>();
        builder.Services.AddSingleton<IPasswordHasher<User>>(services => services.GetRequiredService<AccountPasswordHasher>());
        builder.Services.AddOptions<PasswordHasherOptions>().Configure<IOptions<AccountOptions>>((hashing, accounts) =>
            hashing.IterationCount = accounts.Value.Password.HashIterations);
        builder.Services.AddSingleton<HashingQueue>();
        builder.Services.AddScoped<HashingTurn>();
        builder.Services.AddScoped<PasswordVerifier>();
        builder.Services.AddIdentityCore<User>().AddUserStore<UserStore>();
    }

    private static void AddThrottling(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<RateWindows>();
#if (Redis)
        builder.Services.AddSingleton<SharedWindows>();
#endif
        builder.Services.AddScoped<Caller>();
        builder.Services.AddScoped<Throttle>();
        builder.Services.AddScoped<RequestedMails>();
        builder.Services.AddScoped<PasswordAttempts>();
        builder.Services.AddScoped<IExpiringRows>(services => services.GetRequiredService<PasswordAttempts>());
    }

    private static void AddTokens(this WebApplicationBuilder builder)
    {
        builder.Services.AddScoped<TokenService>();
        builder.Services.AddScoped<IExpiringRows>(services => services.GetRequiredService<TokenService>());
    }
}
