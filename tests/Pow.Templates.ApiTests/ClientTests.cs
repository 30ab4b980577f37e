using NSwag;
using NSwag.CodeGeneration.CSharp;
using NSwag.CodeGeneration.OperationNameGenerators;

namespace Pow.Templates.ApiTests;

/// <summary>A client that a public generator makes from the OpenAPI document.</summary>
public sealed class ClientTests(Apis apis)
{
    private static readonly TimeSpan _limit = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task It_compiles_and_lives_with_an_account()
    {
        var account = Account.New();
        await using var app = await (await apis.WithAsync("none")).StartAsync();
        var folder = await GenerateAsync(app);
        await ChildProcess.RunAsync(_limit, folder, "dotnet", ["build", "-nodeReuse:false"]);

        var output = await ChildProcess.RunAsync(_limit, folder, "dotnet", ["bin/Debug/net10.0/Client.dll", app.Url, account.Email, account.Password]);

        Assert.Equal(
            ["registered, Bearer", $"signed in as {account.Email}", "renewed, 2 sessions", "renewal_superseded, ", "invalid_values, email", "unauthenticated, ", "signed out"],
            output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.TrimEnd('\r')));
    }

    [Fact]
    public async Task It_compiles_with_every_extension()
    {
        await using var app = await (await apis.WithAsync("all")).StartAsync();
        var folder = await GenerateAsync(app);
        await File.WriteAllTextAsync(Path.Combine(folder, "Program.cs"), "return 0;\n", TestContext.Current.CancellationToken);

        await ChildProcess.RunAsync(_limit, folder, "dotnet", ["build", "-nodeReuse:false"]);
    }

    // A folder with the client and the program around it.
    private async Task<string> GenerateAsync(RunningApp app)
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
                Namespace = "Shop",
                JsonLibrary = NJsonSchema.CodeGeneration.CSharp.CSharpJsonLibrary.SystemTextJson,
                GenerateNullableReferenceTypes = true,
            },
        });

        var folder = apis.NewFolder();
        foreach (var file in Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "Client")))
            File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
        await File.WriteAllTextAsync(Path.Combine(folder, "ShopClient.cs"), generator.GenerateFile());
        return folder;
    }
}
