using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using PowApp._1.Accounts;

namespace PowApp._1.Tests;

/// <summary>The secret of an emailed link is part of its address, and the framework logs addresses where the configuration lets it.</summary>
public sealed class LogFilterTests
{
    private const string Diagnostics = "Microsoft.AspNetCore.Hosting.Diagnostics";
    private const string ForThisProvider = "Logging:Log:LogLevel:";
    private const string ForAll = "Logging:LogLevel:";

    [Theory, Trait("Attack", "A154")]
    [InlineData(null)]
    [InlineData(ForAll + "Default")]
    [InlineData(ForAll + Diagnostics)]
    [InlineData(ForAll + "Microsoft.AspNetCore.Hosting.Diagnosti*cs")]
    [InlineData(ForThisProvider + "Default")]
    [InlineData(ForThisProvider + Diagnostics)]
    [InlineData(ForThisProvider + "Microsoft.AspNetCore.Hosting.Diagnosti*cs")]
    [InlineData(ForThisProvider + "Microsoft.AspNetCore.Mvc.Infrastructure.ControllerActionInvoker")]
    [InlineData(ForThisProvider + "Microsoft.AspNetCore.Routing.Matching.DfaMatcher")]
    public async Task No_level_of_the_configuration_lets_links_into_the_log(string? lowered)
    {
        await using var app = new TestApp
        {
            Settings = { [ForThisProvider + "Default"] = "", [ForAll + "Default"] = "", [ForAll + "Microsoft.AspNetCore"] = "" },
        };
        if (lowered is not null) app.Settings[lowered] = "Trace";

        await OpenLinkAsync(app);

        Assert.NotEmpty(app.Log.Lines);
        Assert.Empty(app.Secrets.FindIn(app.Log.Lines));
    }

    [Fact, Trait("Attack", "A154")]
    public async Task Nor_does_a_level_that_is_changed_while_the_app_runs()
    {
        await using var app = new TestApp();
        var settings = (IConfigurationRoot)app.Services.GetRequiredService<IConfiguration>();
        settings[ForThisProvider + Diagnostics] = "Trace";
        settings.Reload();

        await OpenLinkAsync(app);

        Assert.Empty(app.Secrets.FindIn(app.Log.Lines));
    }

    [Fact, Trait("Attack", "A154")]
    public async Task Nor_does_production_where_plain_http_is_refused_or_redirected()
    {
        await using var app = new ProductionApp();
        var secret = Secret.New();
        app.Secrets.Add(secret);

        await app.NewVisitor().GetAsync("http://app.example" + AccountPaths.UndoEmailChange.With(secret));

        Assert.NotEmpty(app.Log.Lines);
        Assert.Empty(app.Secrets.FindIn(app.Log.Lines));
    }

    private static async Task OpenLinkAsync(TestApp app)
    {
        var alice = await app.NewUser();
        await (await app.SignedInAs(alice)).ChangeEmailAsync(TestApp.NewAddress());
        var notice = Assert.Single(await app.Mailbox.ToAsync(alice.Email));

        await app.NewVisitor().GetAsync(new Uri(notice.Link).PathAndQuery);
    }
}
