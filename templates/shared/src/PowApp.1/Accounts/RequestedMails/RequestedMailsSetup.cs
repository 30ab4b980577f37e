using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace PowApp._1.Accounts;

public static class RequestedMailsSetup
{
    public static void AddRequestedMails(this WebApplicationBuilder builder)
    {
        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<AccountOptions>, RequestedMailsOptionsValidator>());
        builder.Services.TryAddScoped<RequestedMails>();
    }
}
