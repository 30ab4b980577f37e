using System.Net;
using System.Net.Sockets;

namespace PowApp._1.Accounts;

/// <summary>Who a request is counted for.</summary>
#if (Pages)
public sealed class Caller(IHttpContextAccessor context, DeviceCookie device)
#endif
#if (!Pages)
public sealed class Caller(IHttpContextAccessor context)
#endif
{
    /// <summary>The network that the request comes from; null outside of a request, where nothing is counted.</summary>
    public string? Source => context.HttpContext is { } http ? SourceOf(http.Connection.RemoteIpAddress) : null;

    /// <summary>The user's device if this is one, else the network.</summary>
    public string? DeviceOrSource(User? user) => DeviceOf(user) ?? Source;

#if (Pages)
    /// <summary>The browser, if the user has signed in from it before.</summary>
    public string? DeviceOf(User? user) => context.HttpContext is { } http && user is not null ? device.Read(http.Request, user) : null;
#endif
#if (!Pages)
    /// <summary>The session, if the user is signed in with the request.</summary>
    public string? DeviceOf(User? user) =>
        context.HttpContext?.Features.Get<ActiveSession>() is { } session && session.UserId == user?.Id ? session.Id.ToString() : null;
#endif

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
