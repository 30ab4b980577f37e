using Microsoft.TemplateEngine.Abstractions;
using Microsoft.TemplateEngine.Abstractions.Installer;
using Microsoft.TemplateEngine.Edge;
using Microsoft.TemplateEngine.Edge.Settings;
using Microsoft.TemplateEngine.Edge.Template;
using RunnableProjects = Microsoft.TemplateEngine.Orchestrator.RunnableProjects;

namespace Pow.Templates.Tests.Support;

/// <summary>
/// The engine behind <c>dotnet new</c>, a tenth as slow as the command. It does not check the values of options: CommandLineTests do.
/// </summary>
public sealed class InProcessEngine : IDisposable
{
    private readonly EngineEnvironmentSettings _settings = new(
        new DefaultTemplateEngineHost(
            "dotnetcli",
            "1.0",
            builtIns: [.. Components.AllComponents, .. RunnableProjects.Components.AllComponents]),
        virtualizeSettings: true);

    // Of two apps that it generates at the same time, one has been seen with options of the other.
    private readonly SemaphoreSlim _turn = new(1);

    private readonly TemplatePackageManager _packages;
    private readonly TemplateCreator _creator;
    private IReadOnlyList<ITemplateInfo> _templates = [];

    private InProcessEngine() => (_packages, _creator) = (new(_settings), new(_settings));

    public static async Task<InProcessEngine> InstallAsync(string package)
    {
        var engine = new InProcessEngine();
        var results = await engine._packages
            .GetBuiltInManagedProvider(InstallationScope.Global)
            .InstallAsync([new InstallRequest(package)], TestContext.Current.CancellationToken);
        Assert.All(results, result => Assert.True(result.Success, result.ErrorMessage));
        engine._templates = await engine._packages.GetTemplatesAsync(TestContext.Current.CancellationToken);
        return engine;
    }

    /// <summary>What the package of Microsoft for template authors reports when it builds a pack, and what an install prints.</summary>
    public async Task<IReadOnlyList<(string Template, IValidationEntry Entry)>> ValidateAsync(string package)
    {
        using var scan = await new Scanner(_settings).ScanAsync(package, logValidationResults: false, returnInvalidTemplates: true, TestContext.Current.CancellationToken);
        return
        [
            .. from template in scan.Templates
               from entry in template.ValidationErrors.Concat(template.Localizations.Values.SelectMany(localization => localization.ValidationErrors))
               select (template.Identity, entry),
        ];
    }

    /// <summary>Generates with the ports fixed, so that only the variant makes a difference.</summary>
    public async Task<ITemplateCreationResult> GenerateAsync(Variant variant, string folder)
    {
        await _turn.WaitAsync(TestContext.Current.CancellationToken);
        try
        {
            var result = await _creator.InstantiateAsync(
                _templates.Single(template => template.ShortNameList.Contains(variant.Template)),
                variant.Name,
                fallbackName: null,
                folder,
                new Dictionary<string, string?>(variant.Others.Select(option => new KeyValuePair<string, string?>(option.Option is "session-cache" ? "sessionCache" : option.Option, option.Value)))
                {
                    ["extensions"] = variant.Extensions.Replace(' ', '|'),
                    ["registration"] = variant.Registration,
                    ["kestrelHttpPort"] = "5151",
                    ["kestrelHttpsPort"] = "7171",
                },
                cancellationToken: TestContext.Current.CancellationToken);
            Assert.True(result.Status is CreationResultStatus.Success, $"{variant}: {result.Status} {result.ErrorMessage}");
            return result;
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose()
    {
        _turn.Dispose();
        _packages.Dispose();
        _settings.Dispose();
    }
}
