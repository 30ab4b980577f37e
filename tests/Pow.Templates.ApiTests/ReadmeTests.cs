using System.Text.RegularExpressions;

namespace Pow.Templates.ApiTests;

/// <summary>What the README of a new app tells to type works as it stands there.</summary>
public sealed partial class ReadmeTests(Apis apis)
{
    [Theory]
    [InlineData("all", "grace@example.com")]
    [InlineData("none", "ada@example.com")]
    public async Task Its_commands_lead_through_the_life_of_an_account(string extensions, string email)
    {
        var generated = await apis.WithAsync(extensions);
        var contentRoot = generated.NewContentRoot();
        await using var app = await generated.StartAsync(contentRoot);
        var address = Address.Match(generated.Readme).Value;
        var blocks = Block.Matches(generated.Readme).Select(block => block.Groups[1].Value).ToList();

        // What answers with an error ends the script. The mails lie in the app as seen from the folder in which it says to type this.
        var script = string.Concat(blocks).Replace(address, app.Url);
        var output = await ChildProcess.RunAsync(
            Path.Combine(contentRoot, "..", ".."), "bash", ["-euo", "pipefail", "-c", $"curl() {{ command curl --fail-with-body --max-time 120 \"$@\"; }}\n{script}"]);

        Assert.Contains($"\"{address}\"", File.ReadAllText(Path.Combine(generated.Project, "Properties", "launchSettings.json"))); // Where it runs for its owner.
        Assert.Equal(extensions is "all" ? 8 : 6, blocks.Count);
        Assert.Contains($"\"email\":\"{email}\"", output);
        Assert.Contains("\"isCurrent\":true", output);
    }

    [GeneratedRegex("^```bash\n([\\s\\S]*?)^```$", RegexOptions.Multiline)]
    private static partial Regex Block { get; }

    [GeneratedRegex("http://localhost:[0-9]+")]
    private static partial Regex Address { get; }
}
