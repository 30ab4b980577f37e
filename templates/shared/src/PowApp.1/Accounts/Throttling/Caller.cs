using System.Net;
using System.Net.Sockets;

namespace PowApp._1.Accounts;

/// <summary>Who a request is counted for.</summary>
public sealed class Caller(IHttpContextAccessor context, KnownDevice device)
{
    // In bits: a household has a /64 of IPv6 addresses to choose from, and an organization a /48.
    private const int Household = 64;
    private const int Organization = 48;

    /// <summary>The network that the request comes from; null outside a request, where nothing is counted.</summary>
    public string? Source => context.HttpContext is { } http ? SourceOf(http.Connection.RemoteIpAddress) : null;

    /// <summary>The larger network of IPv6 that the source is part of; null where there is none.</summary>
    public string? Site =>
        context.HttpContext?.Connection.RemoteIpAddress is { AddressFamily: AddressFamily.InterNetworkV6, IsIPv4MappedToIPv6: false } address
            ? NetworkOf(address, Organization)
            : null;

    /// <summary>The user's device if this is one, otherwise the network.</summary>
    public string? DeviceOrSource(User? user) => DeviceOf(user) ?? Source;

    /// <summary>The user's device if this is one, otherwise null.</summary>
    public string? DeviceOf(User? user) => context.HttpContext is not null && user is not null ? device.IdOf(user) : null;

    private static string SourceOf(IPAddress? address)
    {
        if (address is null) return "";
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();

        return address.AddressFamily == AddressFamily.InterNetwork ? address.ToString() : NetworkOf(address, Household);
    }

    private static string NetworkOf(IPAddress address, int bits)
    {
        var network = address.GetAddressBytes();
        Array.Clear(network, bits / 8, network.Length - bits / 8);
        return $"{new IPAddress(network)}/{bits}";
    }
}
