using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace PowApp._1.Accounts;

public static class SessionsSetup
{
    public static void AddSessions(this WebApplicationBuilder builder)
    {
        builder.Services.AddHttpContextAccessor();
        builder.Services.AddSingleton<SessionCookie>();
        builder.Services.AddSingleton<SessionCache>();
        builder.Services.AddScoped<IInterceptor, ForgetChangedUsers>();
        builder.Services.AddScoped<SessionStore>();
        builder.Services.AddScoped<CurrentSession>();

        builder.Services.AddAuthentication(SessionHandler.SchemeName)
            .AddScheme<AuthenticationSchemeOptions, SessionHandler>(SessionHandler.SchemeName, configureOptions: null);

        builder.Services.AddScoped<IAuthorizationHandler, FreshSessionHandler>();
        builder.Services.AddAuthorizationBuilder()
            .AddPolicy(RequireFreshSessionAttribute.PolicyName, policy => policy
                .RequireAuthenticatedUser()
                .AddRequirements(new FreshSessionRequirement()));
    }
}
