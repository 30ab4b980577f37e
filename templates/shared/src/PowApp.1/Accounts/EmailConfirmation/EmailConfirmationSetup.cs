using Microsoft.Extensions.Options;
using PowApp._1.Mail;

namespace PowApp._1.Accounts;

public static class EmailConfirmationSetup
{
    public static void AddEmailConfirmation(this WebApplicationBuilder builder)
    {
        builder.AddMailedLinks();
        builder.Services.AddSingleton<IValidateOptions<AccountOptions>, EmailConfirmationOptionsValidator>();
        builder.Services.AddScoped<EmailConfirmationService>();
        builder.Services.AddMail<ConfirmEmailChangeMail>();
#if (OpenRegistration)
        builder.AddRegistrationConfirmation();
#endif
    }
}
