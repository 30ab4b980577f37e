using System.Net.NetworkInformation;

namespace Pow.Templates.Support;

/// <summary>For programs that choose no port of their own, as Kestrel does not for the name localhost.</summary>
internal static class FreePort
{
    // Below the ports that systems give to outgoing connections: one of those could be gone before the program listens, or between its
    // end and its next start.
    private const int First = 20_000;
    private const int Count = 10_000;

    // Where two runs of the tests at once are unlikely to meet.
    private static int _taken = Random.Shared.Next(Count);

    public static int Take()
    {
        var inUse = IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpListeners().Select(listener => listener.Port).ToHashSet();
        return Enumerable.Range(0, Count).Select(_ => First + Interlocked.Increment(ref _taken) % Count).First(port => !inUse.Contains(port));
    }
}
