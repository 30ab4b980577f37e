using System.Net;
using System.Net.Sockets;
using System.Text;

namespace PowApp._1.Tests;

/// <summary>A mail server that knows nothing of encryption.</summary>
public sealed class PlainMailServer : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);

    public PlainMailServer()
    {
        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _ = ServeAsync();
    }

    public int Port { get; }

    public string Received { get; private set; } = "";

    /// <summary>The extensions of SMTP that it offers.</summary>
    public string[] Extensions { get; init; } = [];

    /// <summary>What it says to every recipient.</summary>
    public string RecipientAnswer { get; init; } = "250 ok";

    /// <summary>The start of the commands that it refuses.</summary>
    public string Refuses { get; init; } = "nothing";

    public void Dispose() => _listener.Dispose();

    private async Task ServeAsync()
    {
        using var client = await _listener.AcceptTcpClientAsync();
        using var reader = new StreamReader(client.GetStream(), Encoding.UTF8);
        await using var writer = new StreamWriter(client.GetStream()) { AutoFlush = true, NewLine = "\r\n" };
        await writer.WriteLineAsync("220 ready");
        var isData = false;
        while (await reader.ReadLineAsync() is { } line)
        {
            Received += line + "\n";
            if (isData && line is not ".") continue;

            var answer = AnswerTo(line);
            isData = answer.StartsWith("354", StringComparison.Ordinal);
            await writer.WriteLineAsync(answer);
        }
    }

    private string AnswerTo(string line) => line.Split(' ', ':')[0] switch
    {
        _ when line.StartsWith(Refuses, StringComparison.Ordinal) => "550 5.1.1 refused",
        "EHLO" => string.Join("\r\n", ["250-localhost", .. Extensions.Select(extension => $"250-{extension}"), "250 HELP"]),
        "RCPT" => RecipientAnswer,
        "DATA" => "354 go on",
        "QUIT" => "221 bye",
        _ => "250 ok",
    };
}
