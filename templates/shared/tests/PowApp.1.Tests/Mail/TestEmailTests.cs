using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using MimeKit;
using PowApp._1.Hosting;
using PowApp._1.Mail;

namespace PowApp._1.Tests;

/// <summary>What the command send-test-email does, and where the emails of Development go.</summary>
public sealed class TestEmailTests
{
    private const string Alice = "alice@example.com";

    [Fact]
    public async Task It_says_what_the_server_answered()
    {
        using var server = new PlainMailServer();
        await using var app = AppWith(server);

        var (succeeded, report) = await SendAsync(app, Alice);

        Assert.True(succeeded);
        Assert.Equal($"localhost:{server.Port} accepted the email: 250 ok", report);
        Assert.Contains($"RCPT TO:<{Alice}>", server.Received);
    }

    [Theory]
    [InlineData("550 5.1.1 no such user", "550 5.1.1")]
    [InlineData("554 5.7.1 Relaying denied", "554 5.7.1 Relaying denied")]
    public async Task It_says_what_the_server_refused(string answer, string told)
    {
        using var server = new PlainMailServer { RecipientAnswer = answer };
        await using var app = AppWith(server);

        var (succeeded, report) = await SendAsync(app, Alice);

        Assert.False(succeeded);
        Assert.StartsWith($"localhost:{server.Port} did not accept the email: ", report);
        Assert.Contains(told, report);
    }

    [Fact]
    public async Task It_says_that_a_server_is_away_and_tells_no_password()
    {
        var server = new PlainMailServer();
        server.Dispose();
        await using var app = AppWith(server);
        app.Settings["Mail:Smtp:UserName"] = "shop";
        app.Settings["Mail:Smtp:Password"] = "let me in";

        var (succeeded, report) = await SendAsync(app, Alice);

        Assert.False(succeeded);
        Assert.Contains("refused", report);
        Assert.DoesNotContain("let me in", report);
    }

    [Fact]
    public async Task It_takes_nothing_for_an_address_that_is_none()
    {
        await using var app = new TestApp();

        Assert.Equal((false, "alice is not an email address."), await app.Services.SendTestEmailAsync("alice"));
    }

    [Fact]
    public async Task Without_a_server_Development_says_where_the_email_is()
    {
        var folder = Directory.CreateTempSubdirectory();
        await using var app = new TestApp();
        await using var development = app.WithWebHostBuilder(host => host
            .UseContentRoot(folder.FullName)
            .ConfigureTestServices(services => services.AddSingleton<IMailSender>(mails => mails.GetRequiredService<MailFolder>())));

        var (succeeded, report) = await development.Services.SendTestEmailAsync(Alice);

        Assert.True(succeeded);
        var file = Assert.Single(Directory.GetFiles(folder.FullName, "*.eml", SearchOption.AllDirectories));
        Assert.Contains(file, report);
        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Without_a_server_Production_names_the_setting()
    {
        await using var app = new ProductionApp();
        app.Settings.Remove("Mail:Smtp:Host");

        Assert.StartsWith("Mail:Smtp:Host", Assert.Single(app.Services.FindMailProblems()));
    }

    [Fact]
    public async Task Development_keeps_a_copy_of_what_it_sends()
    {
        using var server = new PlainMailServer();
        var folder = Directory.CreateTempSubdirectory();
        await using var app = AppWith(server);
        await using var development = app.WithWebHostBuilder(host => host.UseContentRoot(folder.FullName));

        await ComposedSenderOf(development.Services).SendAsync(NewMessage());

        Assert.Contains("Subject: Hello", server.Received);
        Assert.Equal("Hello", Assert.Single(development.Services.GetRequiredService<MailFolder>().List()).Subject);
        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Production_keeps_none()
    {
        await using var app = new ProductionApp();

        Assert.IsType<SmtpMailSender>(ComposedSenderOf(app.Services));
    }

    private static TestApp AppWith(PlainMailServer server) =>
        new() { Settings = { ["Mail:Smtp:Host"] = "localhost", ["Mail:Smtp:Port"] = $"{server.Port}" } };

    private static async Task<(bool Succeeded, string Report)> SendAsync(TestApp app, string address)
    {
        await using var sending = app.WithWebHostBuilder(host => host.ConfigureTestServices(services =>
            services.AddSingleton<IMailSender>(mails => mails.GetRequiredService<SmtpMailSender>())));
        return await sending.Services.SendTestEmailAsync(address);
    }

    // The one of the app: that of the tests comes after it.
    private static IMailSender ComposedSenderOf(IServiceProvider services) => services.GetServices<IMailSender>().First();

    private static MimeMessage NewMessage() =>
        new([MailboxAddress.Parse("app@example.com")], [MailboxAddress.Parse(Alice)], "Hello", new TextPart { Text = "Hi!" });
}
