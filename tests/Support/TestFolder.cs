using System.Runtime.InteropServices;

namespace Pow.Templates.Support;

/// <summary>A folder for all that the tests write. It goes with them, and so do their processes, also when they are stopped half-way.</summary>
internal sealed class TestFolder : IDisposable
{
    // Without this, one of them ends the process without ProcessExit, or the runner takes it and goes on with the tests that have begun.
    private static readonly PosixSignal[] _stopSignals = [PosixSignal.SIGHUP, PosixSignal.SIGINT, PosixSignal.SIGTERM];

    // The end of the tests and the end of the process may come at the same time.
    private static readonly Lock _cleaning = new();

    private readonly PosixSignalRegistration[] _stops;

    public TestFolder(string prefix)
    {
        Path = Directory.CreateTempSubdirectory(prefix).FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => CleanUp();
        _stops = [.. _stopSignals.Select(signal => PosixSignalRegistration.Create(signal, _ => Environment.Exit(1)))];
    }

    public string Path { get; }

    public void Dispose()
    {
        CleanUp();
        foreach (var stop in _stops) stop.Dispose();
    }

    private void CleanUp()
    {
        lock (_cleaning)
        {
            ChildProcess.KillAll();
            for (var attempt = 0; Directory.Exists(Path) && attempt < 50; attempt++) Delete();
        }
    }

    // An exception would keep the process from ending.
    private void Delete()
    {
        try
        {
            Directory.Delete(Path, recursive: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            Thread.Sleep(100); // A test that is still under way writes to it.
        }
    }
}
