using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;

namespace Pow.Templates.ProductionTests.Support;

/// <summary>A request as it goes over the wire, which may be one that no client makes.</summary>
internal static partial class RawRequest
{
    /// <returns>All that the app says until it closes the connection.</returns>
    public static async Task<string> SendAsync(string url, string request)
    {
        using var timeout = new CancellationTokenSource(TimeLimit.Wait);
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, new Uri(url).Port, timeout.Token);
        var answer = new StringBuilder();
        try
        {
            await client.GetStream().WriteAsync(Encoding.Latin1.GetBytes(request), timeout.Token);
            using var reader = new StreamReader(client.GetStream(), Encoding.Latin1);
            var buffer = new char[4096];
            while (await reader.ReadAsync(buffer, timeout.Token) is > 0 and var read) answer.Append(buffer, 0, read);
        }
        catch (IOException)
        {
            // It did not even want to hear the rest.
        }

        return answer.ToString();
    }

    /// <summary>It was answered once at most, and taken for no request.</summary>
    public static void AssertRefused(string answer)
    {
        Assert.True(answer.Length is 0 || Refusal.IsMatch(answer), answer);
        Assert.True(StatusLine.Count(answer) <= 1, answer);
    }

    // 505: a version of HTTP that it does not speak.
    [GeneratedRegex("^HTTP/1.1 (4[0-9][0-9]|505) ")]
    private static partial Regex Refusal { get; }

    [GeneratedRegex("^HTTP/1.1 ", RegexOptions.Multiline)]
    private static partial Regex StatusLine { get; }
}
