using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text;

namespace Pow.Templates.Support;

/// <summary>A program that the tests started. It never outlives them.</summary>
internal sealed class ChildProcess : IAsyncDisposable
{
    private static readonly ConcurrentDictionary<ChildProcess, bool> _alive = [];
    private static readonly TimeSpan _longestStop = TimeSpan.FromSeconds(10);
    private static volatile bool _isOver;

    private readonly Process _process;
    private readonly StringBuilder _output = new();
    private readonly TaskCompletionSource _said = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly string? _awaited;
    private readonly string? _stopSignal;

    /// <param name="awaited">What <see cref="HasSaidAsync"/> waits for in the output.</param>
    /// <param name="stopSignal">How it is asked to end, if it must put something in order; null to end it at once.</param>
    public ChildProcess(
        string folder, string program, IEnumerable<string> arguments, IDictionary<string, string>? environment = null, string? awaited = null, string? stopSignal = null)
    {
        (_awaited, _stopSignal) = (awaited, stopSignal);
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment ?? new Dictionary<string, string>()) start.Environment[name] = value;

        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += (_, line) => Note(line.Data);
        _process.ErrorDataReceived += (_, line) => Note(line.Data);
        _process.Start();
        _alive.TryAdd(this, true);
        if (_isOver) Kill();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public int Id => _process.Id;

    public string Output
    {
        get
        {
            lock (_output) return _output.ToString();
        }
    }

    /// <summary>The tests are over: what runs ends, and what a test that is still under way starts ends at once.</summary>
    public static void KillAll()
    {
        _isOver = true;
        foreach (var child in _alive.Keys)
        {
            child.Kill();
            child._process.WaitForExit(TimeLimit.Wait);
        }
    }

    /// <returns>What it said.</returns>
    public static async Task<string> RunAsync(string folder, string program, IEnumerable<string> arguments, IDictionary<string, string>? environment = null)
    {
        await using var child = new ChildProcess(folder, program, arguments, environment);
        await child.SucceedsAsync();
        return child.Output;
    }

    /// <summary>Waits until the awaited words were written.</summary>
    public async Task HasSaidAsync()
    {
        using var timeout = new CancellationTokenSource(TimeLimit.Wait);
        await Task.WhenAny(_said.Task, _process.WaitForExitAsync(timeout.Token));
        if (!_said.Task.IsCompleted) throw Failure($"has not said \"{_awaited}\"");
    }

    /// <summary>Waits until it has ended by itself.</summary>
    public async Task HasEndedAsync()
    {
        using var timeout = new CancellationTokenSource(TimeLimit.Wait);
        await _process.WaitForExitAsync(timeout.Token);
    }

    public async ValueTask DisposeAsync()
    {
        if (!_alive.TryRemove(this, out _)) return; // A test may end it earlier.

        Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private async Task SucceedsAsync()
    {
        using var timeout = new CancellationTokenSource(TimeLimit.Program);
        try
        {
            await _process.WaitForExitAsync(timeout.Token);
        }
        catch (OperationCanceledException)
        {
            throw Failure($"did not end within {TimeLimit.Program.TotalMinutes} minutes");
        }

        if (_process.ExitCode is not 0) throw Failure($"ended with {_process.ExitCode}");
    }

    private void Note(string? line)
    {
        lock (_output) _output.AppendLine(line);
        if (_awaited is not null && line?.Contains(_awaited, StringComparison.Ordinal) is true) _said.TrySetResult();
    }

    private InvalidOperationException Failure(string what) =>
        new($"{_process.StartInfo.FileName} {string.Join(' ', _process.StartInfo.ArgumentList)} {what}:\n{Output}");

    private void Kill()
    {
        if (_process.HasExited || (_stopSignal is not null && StopsByItself())) return;

        _process.Kill(entireProcessTree: true);
    }

    private bool StopsByItself()
    {
        using var kill = Process.Start("kill", [$"-{_stopSignal}", $"{_process.Id}"]);
        kill.WaitForExit();
        return _process.WaitForExit(_longestStop);
    }
}
