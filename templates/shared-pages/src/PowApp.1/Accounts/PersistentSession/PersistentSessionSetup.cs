using Microsoft.Extensions.Options;
using PowApp._1.Mail;

namespace PowApp._1.Accounts;

public static class PersistentSessionSetup
{
    public static void AddPersistentSession(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<IValidateOptions<AccountOptions>, PersistentSessionOptionsValidator>();
        builder.Services.AddScoped<RenewalTokens>();
        builder.Services.AddScoped<PersistentSessionService>();
        builder.Services.AddScoped<PersistentCookie>();
        builder.Services.AddScoped<IWayBack>(services => services.GetRequiredService<PersistentCookie>());
        builder.Services.AddMail<CopiedSessionMail>();
    }
}
