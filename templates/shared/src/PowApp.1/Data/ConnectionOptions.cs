using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;

namespace PowApp._1.Data;

/// <summary>Bound to the configuration section "ConnectionStrings".</summary>
public sealed class ConnectionOptions
{
    public const string Section = "ConnectionStrings";

    /// <summary>The SQLite file of this app. A relative path is relative to the content root.</summary>
    public string App { get; set; } = "";
}

/// <summary>Refuses, at start-up, a connection string that opens something else than one file that lasts.</summary>
public sealed class ConnectionOptionsValidator(IHostEnvironment environment) : IValidateOptions<ConnectionOptions>
{
    private const string InMemory =
        "must be a file: in memory, each connection would have an empty database of its own, and all data would be lost when the app stops";

    public ValidateOptionsResult Validate(string? name, ConnectionOptions options) => FindProblem(options.App) is { } problem
        ? ValidateOptionsResult.Fail($"{ConnectionOptions.Section}:{nameof(ConnectionOptions.App)} {problem}.")
        : ValidateOptionsResult.Success;

    private string? FindProblem(string text)
    {
        SqliteConnectionStringBuilder connection;
        try
        {
            connection = new(text);
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException or OverflowException)
        {
            return $"cannot be read: {exception.Message.TrimEnd('.')}";
        }

        return connection switch
        {
            { DataSource: "" } => "must name the file of the database, such as \"Data Source=App_Data/powapp-1.db\"",
            { Mode: SqliteOpenMode.Memory } => InMemory,
            { Mode: SqliteOpenMode.ReadOnly } => "must not have the mode ReadOnly: this app writes to its database",
            { DataSource: var source } when IsInMemory(source) => InMemory,
            { DataSource: var source } when !IsPath(source) => "must name its file by a path, without \"file:\" or \"|DataDirectory|\"",
            { DataSource: var source } when IsFolder(source) => "must name a file, not a folder",
            _ => null,
        };
    }

    private static bool IsInMemory(string source) =>
        source.Contains(":memory:", StringComparison.OrdinalIgnoreCase) || source.Contains("mode=memory", StringComparison.OrdinalIgnoreCase);

    private static bool IsPath(string source) => !source.StartsWith("file:", StringComparison.OrdinalIgnoreCase) && !source.StartsWith('|');

    private bool IsFolder(string source) =>
        Path.EndsInDirectorySeparator(source) || Directory.Exists(Path.Combine(environment.ContentRootPath, source));
}
