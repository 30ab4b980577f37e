using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using PowApp._1.Mail;

namespace PowApp._1.Accounts;

public static class AccountsSetup
{
    public static void AddAccounts(this WebApplicationBuilder builder)
    {
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.AddOptions<AccountOptions>().BindConfiguration(AccountOptions.Section).ValidateOnStart();
        builder.Services.AddSingleton<IValidateOptions<AccountOptions>, AccountOptionsValidator>();

        // This app's rules. Registered first, they take the place of Identity's own.
        builder.Services.AddSingleton<ILookupNormalizer, EmailAddress>();
        builder.Services.AddScoped<IUserValidator<User>, UserValidator>();
        builder.Services.AddSingleton<CommonPasswords>();
        builder.Services.AddScoped<IPasswordValidator<User>, PasswordPolicy>();
        builder.Services.AddSingleton<AccountPasswordHasher>();
        builder.Services.AddSingleton<HashingQueue>();
        builder.Services.AddSingleton<IPasswordHasher<User>>(services => services.GetRequiredService<AccountPasswordHasher>());
        builder.Services.AddOptions<PasswordHasherOptions>().Configure<IOptions<AccountOptions>>((hashing, accounts) =>
            hashing.IterationCount = accounts.Value.Password.HashIterations);
        builder.Services.AddIdentityCore<User>().AddUserStore<UserStore>();

        builder.AddThrottling();
        builder.AddSessions();
        builder.Services.AddScoped<AccountEvents>();
        builder.Services.AddScoped<TokenService>();
        builder.Services.AddSingleton<AccountLinks>();
        builder.Services.AddScoped<AccountService>();
        builder.Services.AddScoped<EmailChangeService>();
        builder.Services.AddScoped<UndoEmailChangeService>();

        builder.Services.AddMail<EmailChangedMail>();
        builder.Services.AddMail<PasswordChangedMail>();
    }
}
