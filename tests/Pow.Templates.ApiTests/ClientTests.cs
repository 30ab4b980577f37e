using NSwag;
using NSwag.CodeGeneration.CSharp;
using NSwag.CodeGeneration.OperationNameGenerators;

namespace Pow.Templates.ApiTests;

/// <summary>A client that a public generator makes from the OpenAPI document.</summary>
public sealed class ClientTests(Apis apis)
{
    // One build for both. The one that lives is that of the app in which registering signs in, with no mail between.
    [Fact]
    public async Task It_compiles_with_every_extension_and_with_none_and_lives_with_an_account()
    {
        var account = Account.New();
        var folder = apis.NewFolder();
        foreach (var file in Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "Client")))
            File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
        await using (var all = await (await apis.WithAsync("all")).StartAsync()) await GenerateAsync(all, folder, "EveryExtension");
        // What is superseded is told from what is stolen by the time: this is the longest that can be set.
        await using var app = await (await apis.WithAsync("none")).StartAsync(("Accounts:Sessions:RenewalGrace", "00:01:00"));
        await GenerateAsync(app, folder, "Shop");
        await ChildProcess.RunAsync(folder, "dotnet", ["build", "-nodeReuse:false"]);

        var output = await ChildProcess.RunAsync(folder, "dotnet", ["bin/Debug/net10.0/Client.dll", app.Url, account.Email, account.Password]);

        Assert.Equal(
            ["registered, Bearer", $"signed in as {account.Email}", "renewed, 2 sessions", "invalid_renewal_token, ", "invalid_values, email", "unauthenticated, ", "signed out"],
            output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.TrimEnd('\r')));
    }

    private static async Task GenerateAsync(RunningApp app, string folder, string space)
    {
        using var http = new HttpClient();
        var json = await http.GetStringAsync($"{app.Url}/openapi/v1.json");
        var document = await OpenApiDocument.FromJsonAsync(json);
        var generator = new CSharpClientGenerator(document, new CSharpClientGeneratorSettings
        {
            ClassName = "ShopClient",
            OperationNameGenerator = new SingleClientFromOperationIdOperationNameGenerator(),
            UseBaseUrl = false,
            CSharpGeneratorSettings =
            {
                Namespace = space,
                JsonLibrary = NJsonSchema.CodeGeneration.CSharp.CSharpJsonLibrary.SystemTextJson,
                GenerateNullableReferenceTypes = true,
            },
        });

        await File.WriteAllTextAsync(Path.Combine(folder, $"{space}.cs"), generator.GenerateFile());
    }
}
