using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.EntityFrameworkCore.Diagnostics;
using PowApp._1.Data;
#if (PersistentSession)
using PowApp._1.Mail;
#endif

namespace PowApp._1.Accounts;

public static class SessionsSetup
{
    public static void AddSessions(this WebApplicationBuilder builder)
    {
        builder.Services.AddHttpContextAccessor();
        builder.Services.AddSingleton<AppCookies>();
        builder.Services.AddSingleton<KnownDevice>();
        builder.Services.AddSingleton<RememberedEmail>();
        builder.Services.AddScoped<LinkCookie>();
#if (EmailConfirmation)
        builder.Services.AddSingleton<RegistrationCookie>();
#endif
        builder.Services.AddSingleton<SessionCache>();
#if (Redis)
        builder.Services.AddHostedService<SessionCacheListener>();
#endif
        builder.Services.AddScoped<IInterceptor, SessionCacheInterceptor>();
        builder.Services.AddScoped<SessionStore>();
        builder.Services.AddScoped<IExpiringRows>(services => services.GetRequiredService<SessionStore>());
#if (PersistentSession)
        builder.Services.AddScoped<PersistentCookie>();
        builder.Services.AddMail<CopiedSessionMail>();
#endif
        builder.Services.AddScoped<CurrentSession>();
        builder.Services.AddScoped<SignInService>();

        builder.Services.AddAuthentication(SessionHandler.SchemeName)
            .AddScheme<AuthenticationSchemeOptions, SessionHandler>(SessionHandler.SchemeName, configureOptions: null);

        builder.Services.AddScoped<IAuthorizationHandler, FreshSessionHandler>();
        builder.Services.AddAuthorizationBuilder()
            .AddPolicy(FreshSessionRequirement.Policy, policy => policy
                .RequireAuthenticatedUser()
                .AddRequirements(new FreshSessionRequirement()));
    }
}
