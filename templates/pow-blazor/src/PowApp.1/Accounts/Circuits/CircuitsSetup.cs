using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server.Circuits;
using Microsoft.AspNetCore.SignalR;

namespace PowApp._1.Accounts;

public static class CircuitsSetup
{
    /// <summary>Ends live pages with the session of their user.</summary>
    public static void AddCircuits(this IServerSideBlazorBuilder blazor)
    {
        blazor.Services.AddSingleton<LiveSessions>();
        blazor.Services.AddHostedService(services => services.GetRequiredService<LiveSessions>());
        blazor.Services.AddScoped<CircuitUser>();
        blazor.Services.AddScoped<AuthenticationStateProvider>(services => services.GetRequiredService<CircuitUser>());
        blazor.Services.AddScoped<CircuitHandler, CircuitSession>();
        blazor.Services.AddSingleton<SessionHubFilter>();
        blazor.AddHubOptions(hub => hub.AddFilter<SessionHubFilter>());
    }
}
