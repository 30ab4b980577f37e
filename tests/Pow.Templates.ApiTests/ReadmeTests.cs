using System.Text.RegularExpressions;

namespace Pow.Templates.ApiTests;

/// <summary>What the README of a new app tells to type works as it stands there.</summary>
public sealed partial class ReadmeTests(Apis apis)
{
    private static readonly TimeSpan _limit = TimeSpan.FromMinutes(1);

    [Theory]
    [InlineData("all", "grace@example.com")]
    [InlineData("none", "ada@example.com")]
    public async Task Its_commands_lead_through_the_life_of_an_account(string extensions, string email)
    {
        var generated = await apis.WithAsync(extensions);
        await using var app = await generated.StartAsync(generated.Project, Address.Match(generated.Readme).Value);
        var blocks = Block.Matches(generated.Readme).Select(block => block.Groups[1].Value).ToList();

        // What answers with an error ends the script.
        var output = await ChildProcess.RunAsync(
            _limit, generated.Folder, "bash", ["-euo", "pipefail", "-c", $"curl() {{ command curl --fail-with-body --max-time 20 \"$@\"; }}\n{string.Concat(blocks)}"]);

        Assert.Equal(extensions is "all" ? 8 : 6, blocks.Count);
        Assert.Contains($"\"email\":\"{email}\"", output);
        Assert.Contains("\"isCurrent\":true", output);
    }

    [GeneratedRegex("^```bash\n([\\s\\S]*?)^```$", RegexOptions.Multiline)]
    private static partial Regex Block { get; }

    [GeneratedRegex("http://localhost:[0-9]+")]
    private static partial Regex Address { get; }
}
