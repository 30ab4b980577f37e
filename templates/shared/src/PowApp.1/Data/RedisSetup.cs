using Microsoft.Extensions.Options;
using PowApp._1.Settings;
using StackExchange.Redis;
using StackExchange.Redis.KeyspaceIsolation;

namespace PowApp._1.Data;

/// <summary>
/// Redis, through which several processes of the app know of each other. Nothing is kept there that the app can't do without: it starts and works
/// while Redis is away.
/// </summary>
public static class RedisSetup
{
    // In milliseconds, for a connection and for an answer.
    private const int LongestWait = 500;

    public static void AddRedis(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<RedisOptions>().BindSettings(RedisOptions.Section);
        builder.Services.AddSingleton<IValidateOptions<RedisOptions>, RedisOptionsValidator>();
        builder.Services.AddSingleton(ReadConnection);
        builder.Services.AddSingleton<IConnectionMultiplexer>(services => ConnectionMultiplexer.Connect(services.GetRequiredService<ConfigurationOptions>()));
        builder.Services.AddSingleton(services => services.GetRequiredService<IConnectionMultiplexer>().GetDatabase()
            .WithKeyPrefix(services.GetRequiredService<ConfigurationOptions>().ChannelPrefix.ToString()));
    }

    private static ConfigurationOptions ReadConnection(IServiceProvider services)
    {
        var connection = ConfigurationOptions.Parse(services.GetRequiredService<IOptions<RedisOptions>>().Value.Redis);
        connection.AbortOnConnectFail = false;
        connection.BacklogPolicy = BacklogPolicy.FailFast;
        connection.ConnectTimeout = connection.SyncTimeout = connection.AsyncTimeout = LongestWait;

        // Other apps may use the same Redis.
        if (connection.ChannelPrefix.IsNullOrEmpty) connection.ChannelPrefix = RedisChannel.Literal("powapp-1:");
        return connection;
    }
}

/// <summary>Bound to the configuration section "ConnectionStrings".</summary>
public sealed class RedisOptions
{
    public const string Section = "ConnectionStrings";

    /// <summary>
    /// The Redis server that the processes of this app share, as StackExchange.Redis reads it. Names of channels and keys start with its
    /// <c>channelPrefix</c>, or else with the name of the app.
    /// </summary>
    public string Redis { get; set; } = "";
}

/// <summary>Refuses, at start-up, a connection string that names no server.</summary>
public sealed class RedisOptionsValidator : IValidateOptions<RedisOptions>
{
    public ValidateOptionsResult Validate(string? name, RedisOptions options) => FindProblem(options.Redis) is { } problem
        ? ValidateOptionsResult.Fail($"{RedisOptions.Section}:{nameof(RedisOptions.Redis)} {problem}.")
        : ValidateOptionsResult.Success;

    private static string? FindProblem(string text)
    {
        try
        {
            return ConfigurationOptions.Parse(text).EndPoints.Count is 0 ? "must name the Redis server, such as \"redis.example.com:6379,password=...\"" : null;
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException or OverflowException)
        {
            return $"cannot be read: {exception.Message.TrimEnd('.')}";
        }
    }
}
