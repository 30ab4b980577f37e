using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.EntityFrameworkCore.Diagnostics;
#if (!Pages)
using PowApp._1.Mail;
#endif

namespace PowApp._1.Accounts;

public static class SessionsSetup
{
    public static void AddSessions(this WebApplicationBuilder builder)
    {
        builder.Services.AddHttpContextAccessor();
#if (Pages)
        builder.Services.AddSingleton<SessionCookie>();
#endif
        builder.Services.AddSingleton<SessionCache>();
        builder.Services.AddScoped<IInterceptor, ForgetChangedUsers>();
        builder.Services.AddScoped<SessionStore>();
#if (!Pages)
        builder.Services.AddScoped<RenewalTokens>();
        builder.Services.AddMail<CopiedSessionMail>();
#endif
        builder.Services.AddScoped<CurrentSession>();

        builder.Services.AddAuthentication(SessionHandler.SchemeName)
            .AddScheme<AuthenticationSchemeOptions, SessionHandler>(SessionHandler.SchemeName, configureOptions: null);

        builder.Services.AddScoped<IAuthorizationHandler, FreshSessionHandler>();
        builder.Services.AddAuthorizationBuilder()
            .AddPolicy(FreshSessionRequirement.Policy, policy => policy
                .RequireAuthenticatedUser()
                .AddRequirements(new FreshSessionRequirement()));
    }
}
