using System.Net;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using PowApp._1.Accounts;
using PowApp._1.Mail;

namespace PowApp._1.Tests;

public sealed class DevMailboxTests(TestApp app) : IClassFixture<TestApp>
{
    [Fact]
    public async Task In_development_mails_are_pages()
    {
        var folder = Directory.CreateTempSubdirectory();
        await using var development = app.WithWebHostBuilder(host => host
            .UseContentRoot(folder.FullName)
            .ConfigureTestServices(services => services.AddSingleton<IMailSender, MailFolder>()));
        var browser = new Browser(development, app.Origin);
        Assert.Contains("No mail yet", (await browser.GetAsync("/dev/mailbox")).Text);

        var alice = await app.NewUser();
        await (await app.SignedInAs(alice)).ChangeEmailAsync(TestApp.NewAddress());
        await development.Services.GetRequiredService<OutboxWorker>().DeliverDueAsync(TestContext.Current.CancellationToken);

        var list = await browser.GetAsync("/dev/mailbox");
        Assert.Contains(alice.Email!, list.Text);
        var entry = list.Document.QuerySelectorAll("main li").First(item => item.TextContent.Contains(alice.Email!));
        var mail = await browser.GetAsync(entry.QuerySelector("a")!.GetAttribute("href")!);
        var link = mail.Document.Links.Select(link => link.GetAttribute("href")!).Single(href => href.Contains("/account-changes/"));
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync(link)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync($"/dev/mailbox/{Guid.NewGuid()}")).Status);
        folder.Delete(recursive: true);
    }
}
