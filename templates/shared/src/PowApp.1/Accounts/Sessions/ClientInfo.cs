using System.Net;
using System.Net.Sockets;

namespace PowApp._1.Accounts;

/// <summary>What a user needs to recognize a session, and no more.</summary>
public static class ClientInfo
{
    public const int MaxLength = 64;

    // The first one that the header contains. Most browsers also claim to be those further down.
    private static readonly (string Mark, string Name)[] _browsers =
    [
        ("Edg", "Edge"), ("OPR/", "Opera"), ("SamsungBrowser", "Samsung Internet"), ("Firefox", "Firefox"), ("FxiOS", "Firefox"),
        ("CriOS", "Chrome"), ("Chrome", "Chrome"), ("Safari", "Safari"), ("curl", "curl"),
    ];

    private static readonly (string Mark, string Name)[] _systems =
    [
        ("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"), ("Mac OS X", "macOS"),
        ("CrOS", "ChromeOS"), ("Linux", "Linux"),
    ];

    /// <summary>The browser and the system, such as "Firefox · Linux"; empty when unknown. Only names from the lists above: anyone can write the header.</summary>
    public static string Device(HttpRequest request)
    {
        var header = request.Headers.UserAgent.ToString();
        return string.Join(" · ", new[] { Find(_browsers, header), Find(_systems, header) }.OfType<string>());
    }

    /// <summary>The network that a request came from, such as "203.0.113.x" or "2001:db8:1::"; empty when unknown.</summary>
    public static string Network(HttpContext context)
    {
        var address = context.Connection.RemoteIpAddress;
        if (address is null) return "";
        if (IPAddress.IsLoopback(address)) return "localhost";
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();

        var bytes = address.GetAddressBytes();
        if (address.AddressFamily == AddressFamily.InterNetwork) return $"{bytes[0]}.{bytes[1]}.{bytes[2]}.x";

        Array.Clear(bytes, 6, 10);
        return new IPAddress(bytes).ToString();
    }

    private static string? Find((string Mark, string Name)[] names, string header) =>
        names.FirstOrDefault(name => header.Contains(name.Mark, StringComparison.Ordinal)).Name;
}
