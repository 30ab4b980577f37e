using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Options;

namespace PowApp._1.Accounts;

/// <summary>Makes the links in emails absolute.</summary>
public sealed class AccountLinks(IOptions<AccountOptions> options, IServer server)
{
    public string To(string path) => new Uri(Address, $"{Address.AbsolutePath.TrimEnd('/')}{path}").AbsoluteUri;

    private Uri Address => new(options.Value.PublicOrigin ?? ListeningOn);

    // Only Development gets here: elsewhere, the public origin is required at start-up.
    private string ListeningOn =>
        server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault()?.Replace("[::]", "localhost").Replace("0.0.0.0", "localhost")
        ?? "http://localhost";
}

public static class PathTemplate
{
    /// <summary>Fills in the only parameter of a path.</summary>
    public static string With(this string path, object value) =>
        $"{path[..path.IndexOf('{')]}{Uri.EscapeDataString(value.ToString()!)}{path[(path.IndexOf('}') + 1)..]}";
}
