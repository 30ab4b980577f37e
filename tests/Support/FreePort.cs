using System.Net;
using System.Net.Sockets;

namespace Pow.Templates.Support;

/// <summary>For programs that choose no port of their own, as Kestrel does not for the name localhost.</summary>
internal static class FreePort
{
    public static int Take()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
