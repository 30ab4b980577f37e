using Microsoft.Extensions.Options;
using PowApp._1.Data;
using PowApp._1.Mail;

namespace PowApp._1.Accounts;

public static class InvitationSetup
{
    public static void AddInvitation(this WebApplicationBuilder builder)
    {
        builder.AddMailedLinks();
        builder.Services.AddSingleton<IValidateOptions<AccountOptions>, InvitationOptionsValidator>();
        builder.Services.AddScoped<InvitationService>();
        builder.Services.AddScoped<IOldRows, OldInvitations>();
        builder.Services.AddMail<InvitationMail>();
#if (Pages)
        builder.Services.AddSingleton(new PageLink(PageLink.Navigation, AccountPaths.Invitations, "Invitations", InvitationService.Policy));
#endif

        // Who may invite: everybody who is signed in. Narrow it here.
        builder.Services.AddAuthorizationBuilder().AddPolicy(InvitationService.Policy, policy => policy.RequireAuthenticatedUser());
    }
}
