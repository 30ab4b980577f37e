using Microsoft.Extensions.Options;
using PowApp._1.Mail;

namespace PowApp._1.Accounts;

public static class ResetPasswordSetup
{
    public static void AddResetPassword(this WebApplicationBuilder builder)
    {
        builder.AddMailedLinks();
        builder.Services.AddSingleton<IValidateOptions<AccountOptions>, ResetPasswordOptionsValidator>();
        builder.Services.AddScoped<ResetPasswordService>();
        builder.Services.AddMail<ResetPasswordMail>();
#if (Pages)
        builder.Services.AddSingleton(new PageLink(AccountPaths.SignIn, AccountPaths.ResetPassword, "Forgot your password?"));
#endif
        builder.Services.AddSingleton(new PageLink(PasswordChangedMail.LinksName, AccountPaths.ResetPassword, "Choose a new password"));
    }
}
