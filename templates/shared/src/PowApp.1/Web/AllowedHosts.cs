namespace PowApp._1.Web;

/// <summary>The setting <c>AllowedHosts</c>: the hosts that this app answers to, as the framework's host filtering takes them.</summary>
public static class AllowedHosts
{
    /// <summary>The entries; one for every host if there are none.</summary>
    public static string[] Of(IConfiguration settings) =>
        settings["AllowedHosts"]?.Split(';', StringSplitOptions.RemoveEmptyEntries) is { Length: > 0 } entries ? entries : ["*"];

    /// <summary>Whether an entry stands for every host.</summary>
    public static bool IsEveryHost(string entry) => TryGetAscii(entry) is "*" or "0.0.0.0" or "[::]";

    /// <summary>Whether an entry can match the host of a request. One with a scheme, a port, a path or a space never does.</summary>
    public static bool IsHost(string entry)
    {
        var ascii = TryGetAscii(entry);
        var name = ascii?.StartsWith("*.", StringComparison.Ordinal) is true ? ascii[2..] : ascii;
        return Uri.CheckHostName(name) switch
        {
            UriHostNameType.Dns or UriHostNameType.IPv4 => true,
            UriHostNameType.IPv6 => name![0] is '[',
            _ => false,
        };
    }

    /// <summary>An entry as the framework compares it with the host of a request; null if it cannot be one.</summary>
    public static string? TryGetAscii(string entry)
    {
        try
        {
            return new HostString(entry).ToUriComponent();
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException)
        {
            return null;
        }
    }
}
