using System.Diagnostics;
using System.Text;

namespace Pow.Templates.Tests.Support;

public sealed record CommandResult(string Command, int ExitCode, string Output)
{
    public string Succeeded()
    {
        Assert.True(ExitCode == 0, ToString());
        return Output;
    }

    public override string ToString() => $"{Command}\nended with {ExitCode}:\n{Output}";
}

internal static class Command
{
    // For a busy machine; nothing takes so long that does end.
    private static readonly TimeSpan _limit = TimeSpan.FromMinutes(20);

    /// <summary>Runs a program that gets no input. When it takes too long it is ended, with everything that it started.</summary>
    public static async Task<CommandResult> RunAsync(string folder, string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string?> environment, TimeSpan? limit = null)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment) start.Environment[name] = value;

        var output = new StringBuilder();
        using var process = new Process { StartInfo = start };
        process.OutputDataReceived += Append;
        process.ErrorDataReceived += Append;
        AppDomain.CurrentDomain.ProcessExit += End;
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        timeout.CancelAfter(limit ?? _limit);
        try
        {
            process.Start();
            process.StandardInput.Close();
            process.BeginOutputReadLine();
            process.BeginErrorReadLine();
            await process.WaitForExitAsync(timeout.Token);
        }
        catch (OperationCanceledException)
        {
            End(null, EventArgs.Empty);
            throw new TimeoutException($"{Line()} did not end in time:\n{Text()}");
        }
        finally
        {
            AppDomain.CurrentDomain.ProcessExit -= End;
        }

        return new(Line(), process.ExitCode, Text());

        void Append(object sender, DataReceivedEventArgs line)
        {
            lock (output) output.AppendLine(line.Data);
        }

        void End(object? sender, EventArgs e) => process.Kill(entireProcessTree: true);
        string Line() => $"{program} {string.Join(' ', start.ArgumentList)}";
        string Text()
        {
            lock (output) return output.ToString();
        }
    }
}
