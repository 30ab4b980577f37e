using Microsoft.Extensions.Options;
#if (Postgres)
using Npgsql;
#endif
#if (SqlServer)
using Microsoft.Data.SqlClient;
#endif

namespace PowApp._1.Data;

/// <summary>Bound to the configuration section "ConnectionStrings".</summary>
public sealed class ConnectionOptions
{
    public const string Section = "ConnectionStrings";

    /// <summary>The database of this app.</summary>
    public string App { get; set; } = "";
}

/// <summary>Refuses, at start-up, a connection string that doesn't say where the database is.</summary>
public sealed class ConnectionOptionsValidator : IValidateOptions<ConnectionOptions>
{
#if (Postgres)
    private const string Example = "Host=db.example.com;Database=powapp-1;Username=powapp-1;Password=...";
#endif
#if (SqlServer)
    private const string Example = "Server=db.example.com;Database=powapp-1;User ID=powapp-1;Password=...";
#endif

    public ValidateOptionsResult Validate(string? name, ConnectionOptions options) => FindProblem(options.App) is { } problem
        ? ValidateOptionsResult.Fail($"{ConnectionOptions.Section}:{nameof(ConnectionOptions.App)} {problem}.")
        : ValidateOptionsResult.Success;

    private static string? FindProblem(string text)
    {
        try
        {
#if (Postgres)
            return new NpgsqlConnectionStringBuilder(text) is { Host: null or "" } or { Database: null or "" }
#endif
#if (SqlServer)
            return new SqlConnectionStringBuilder(text) is { DataSource: "" } or { InitialCatalog: "" }
#endif
                ? $"must name the server and the database, such as \"{Example}\""
                : null;
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException or OverflowException)
        {
            return $"cannot be read: {exception.Message.TrimEnd('.')}";
        }
    }
}
