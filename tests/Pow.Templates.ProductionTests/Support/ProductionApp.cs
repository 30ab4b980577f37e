namespace Pow.Templates.ProductionTests.Support;

/// <summary>The published app in Production, all of its settings in its environment.</summary>
internal sealed class ProductionApp(
    string program, string url, Certificate certificate, string database, IEnumerable<(string Name, string Value)> settings) : IAsyncDisposable
{
    private readonly (string Name, string Value)[] _settings =
    [
        ("AllowedHosts", "localhost"),
        ("Accounts:PublicOrigin", url),
        ("ConnectionStrings:App", $"Data Source={database}"),
        ("Kestrel:Certificates:Default:Path", certificate.File),
        ("Kestrel:Certificates:Default:KeyPath", certificate.KeyFile),
        ("SSL_CERT_FILE", certificate.File), // What it trusts.
        .. settings,
    ];

    // The signal that a file has reached its limit would end it. On a disk that is full there is none.
    private readonly string[] _command = ["sh", "-c", "trap '' XFSZ; exec dotnet \"$0\"", program];

    private RunningApp? _process;

    public Database Database { get; } = new(database);

    public string Url => url;

    public string Log => _process!.Log;

    public async Task StartAsync() =>
        _process = await RunningApp.StartAsync(_command, Path.GetDirectoryName(program)!, "Production", url, _settings);

    /// <summary>Runs its program with words that it takes, beside the one that serves.</summary>
    /// <returns>What it printed.</returns>
    public Task<string> RunAsync(string words) => RunningApp.RunAsync(program, Path.GetDirectoryName(program)!, words, _settings);

    /// <summary>From now on it can write to no file beyond this size, as on a disk that is full.</summary>
    public Task LimitFilesAsync(string bytes) => ChildProcess.RunAsync("/", "prlimit", [$"--pid={_process!.ProcessId}", $"--fsize={bytes}:"]);

    /// <summary>As a deployment does: asks it to stop (SIGTERM).</summary>
    public Task AskToStopAsync() => ChildProcess.RunAsync("/", "kill", ["-TERM", $"{_process!.ProcessId}"]);

    /// <summary>Waits until it has stopped by itself.</summary>
    public Task HasStoppedAsync() => _process!.HasEndedAsync();

    /// <summary>As <c>kill -9</c> does: it gets no chance to finish anything.</summary>
    public ValueTask KillAsync() => _process!.DisposeAsync();

    /// <summary>Somebody at a browser.</summary>
    public Client NewClient() => new(url, certificate);

    /// <summary>An app on somebody's phone.</summary>
    public ApiClient NewApiClient() => new(NewClient());

    /// <summary>Waits until the log says something.</summary>
    public Task HasLoggedAsync(string words) => Eventually.HoldsAsync(() => HasLogged(words), $"The log does not say \"{words}\".");

    public bool HasLogged(string words) => Log.Contains(words, StringComparison.Ordinal);

    /// <summary>Has the mails that failed tried again, as often as it takes: one may fail anew on a busy machine.</summary>
    public Task RetryMailsUntilAsync(Func<bool> condition, string otherwise) => Eventually.HoldsAsync(
        () =>
        {
            Database.MakeMailsDue();
            return condition();
        },
        otherwise);

    public ValueTask DisposeAsync() => KillAsync();
}
