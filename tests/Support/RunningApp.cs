namespace Pow.Templates.Support;

/// <summary>The app as a process of its own.</summary>
internal sealed class RunningApp : IAsyncDisposable
{
    private readonly ChildProcess _process;

    private RunningApp(ChildProcess process, string url) => (_process, Url) = (process, url);

    public string Url { get; }

    public int ProcessId => _process.Id;

    /// <summary>What it has logged.</summary>
    public string Log => _process.Output;

    public static async Task<RunningApp> StartAsync(
        string[] command, string contentRoot, string environment, string url, params IEnumerable<(string Name, string Value)> settings)
    {
        var variables = Variables(settings);
        variables["ASPNETCORE_ENVIRONMENT"] = environment;
        variables["ASPNETCORE_URLS"] = url;
        var process = new ChildProcess(contentRoot, command[0], command[1..], variables, awaited: "Now listening on");
        try
        {
            await process.HasSaidAsync();
            return new RunningApp(process, url);
        }
        catch
        {
            await process.DisposeAsync();
            throw;
        }
    }

    /// <summary>Runs the program with words that it takes.</summary>
    /// <returns>What it printed.</returns>
    public static Task<string> RunAsync(string dll, string contentRoot, string words, params IEnumerable<(string Name, string Value)> settings) =>
        ChildProcess.RunAsync(contentRoot, "dotnet", [dll, .. words.Split(' ')], Variables(settings));

    /// <summary>Waits until it has ended by itself.</summary>
    public Task HasEndedAsync() => _process.HasEndedAsync();

    /// <summary>Ends it at once: it gets no chance to finish anything.</summary>
    public ValueTask DisposeAsync() => _process.DisposeAsync();

    private static Dictionary<string, string> Variables(IEnumerable<(string Name, string Value)> settings)
    {
        var variables = new Dictionary<string, string>
        {
            ["Accounts__Password__HashIterations"] = "1000", // Hashing is slow on purpose; the app's own tests hold the number.
            ["Accounts__Throttling__SignInsPerMinute"] = "10000", // All visitors come from one address.
            ["Accounts__Throttling__RegistrationsPerHour"] = "10000",
            ["Accounts__Throttling__MailsPerHour"] = "10000",
            ["Mail__RequestedMailDelay"] = "00:00:00", // Many tests wait for emails.
        };
        foreach (var (name, value) in settings) variables[name.Replace(":", "__")] = value;
        return variables;
    }
}
