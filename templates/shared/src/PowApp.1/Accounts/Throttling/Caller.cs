using System.Net;
using System.Net.Sockets;

namespace PowApp._1.Accounts;

/// <summary>Who a request is counted for.</summary>
public sealed class Caller(IHttpContextAccessor context, KnownDevice device)
{
    /// <summary>The network that the request comes from; null outside a request, where nothing is counted.</summary>
    public string? Source => context.HttpContext is { } http ? SourceOf(http.Connection.RemoteIpAddress) : null;

    /// <summary>The user's device if this is one, otherwise the network.</summary>
    public string? DeviceOrSource(User? user) => DeviceOf(user) ?? Source;

    /// <summary>The user's device if this is one, otherwise null.</summary>
    public string? DeviceOf(User? user) => context.HttpContext is not null && user is not null ? device.IdOf(user) : null;

    // A household has a /64 of IPv6 addresses to choose from.
    private static string SourceOf(IPAddress? address)
    {
        if (address is null) return "";
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
        if (address.AddressFamily == AddressFamily.InterNetwork) return address.ToString();

        var network = address.GetAddressBytes();
        Array.Clear(network, 8, 8);
        return new IPAddress(network).ToString();
    }
}
