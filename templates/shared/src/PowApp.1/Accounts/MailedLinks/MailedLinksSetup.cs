using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace PowApp._1.Accounts;

public static class MailedLinksSetup
{
    /// <summary>What the extensions that mail links have in common.</summary>
    public static void AddMailedLinks(this WebApplicationBuilder builder)
    {
        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<AccountOptions>, MailedLinksOptionsValidator>());
        builder.Services.TryAddScoped<RequestedMails>();
#if (Pages)
        builder.Services.TryAddSingleton<LinkCookie>();
#endif
    }
}
