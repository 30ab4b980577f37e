using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.EntityFrameworkCore.Diagnostics;
using PowApp._1.Data;
using PowApp._1.Mail;

namespace PowApp._1.Accounts;

public static class SessionsSetup
{
    public static void AddSessions(this WebApplicationBuilder builder)
    {
        builder.Services.AddHttpContextAccessor();
        builder.Services.AddSingleton<KnownDevice>();
        builder.Services.AddSingleton<SessionCache>();
#if (Redis)
        builder.Services.AddHostedService<SessionCacheListener>();
#endif
        builder.Services.AddScoped<IInterceptor, SessionCacheInterceptor>();
        builder.Services.AddScoped<SessionStore>();
        builder.Services.AddScoped<IExpiringRows>(services => services.GetRequiredService<SessionStore>());
        builder.Services.AddScoped<CurrentSession>();
        builder.Services.AddScoped<SignInService>();
        builder.Services.AddMail<CopiedSessionMail>();

        builder.Services.AddAuthentication(SessionHandler.SchemeName)
            .AddScheme<AuthenticationSchemeOptions, SessionHandler>(SessionHandler.SchemeName, configureOptions: null);

        builder.Services.AddScoped<IAuthorizationHandler, FreshSessionHandler>();
        builder.Services.AddAuthorizationBuilder()
            .AddPolicy(FreshSessionRequirement.Policy, policy => policy
                .RequireAuthenticatedUser()
                .AddRequirements(new FreshSessionRequirement()));
    }
}
