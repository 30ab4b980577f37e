namespace PowApp._1.Accounts;

public static class ThrottlingSetup
{
    public static void AddThrottling(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<RateWindows>();
#if (Pages)
        builder.Services.AddSingleton<DeviceCookie>();
#endif
        builder.Services.AddScoped<Caller>();
        builder.Services.AddScoped<Throttle>();
        builder.Services.AddScoped<PasswordAttempts>();
    }
}
