using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using MimeKit;
using PowApp._1.Mail;

namespace PowApp._1.Tests;

public sealed partial class DevMailboxTests(TestApp app) : IClassFixture<TestApp>
{
    [Fact]
    public async Task In_development_emails_are_pages()
    {
        var folder = Directory.CreateTempSubdirectory();
        await using var development = app.WithWebHostBuilder(host => host
            .UseContentRoot(folder.FullName)
            .ConfigureTestServices(services => services.AddSingleton<IMailSender, MailFolder>()));
        using var client = development.CreateDefaultClient(app.Origin);
        client.DefaultRequestHeaders.Add(TestApp.PeerAddress, "10.0.0.1");
        Assert.Contains("No emails yet", await ReadAsync("/dev/mailbox"));

        var alice = await app.NewUser();
        await (await app.SignedInAs(alice)).ChangeEmailAsync(TestApp.NewAddress());
        await development.Services.GetRequiredService<OutboxWorker>().DeliverDueAsync(TestContext.Current.CancellationToken);

        var list = await ReadAsync("/dev/mailbox");
        Assert.Contains(alice.Email!, list);
        var mails = await Task.WhenAll(MailPage.Matches(list).Select(link => ReadAsync(link.Value)));
        var notice = Assert.Single(mails, mail => mail.Contains("href=\"http://localhost/account-changes/"));
        Assert.Contains(alice.Email!, notice);
        Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync($"/dev/mailbox/{Guid.NewGuid()}", TestContext.Current.CancellationToken)).StatusCode);
        folder.Delete(recursive: true);

        Task<string> ReadAsync(string path) => client.GetStringAsync(path, TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Its_links_are_below_the_path_of_the_server()
    {
        var folder = Directory.CreateTempSubdirectory();
        await using var development = app.WithWebHostBuilder(server => server
            .UseContentRoot(folder.FullName)
            .ConfigureTestServices(services =>
            {
                services.AddSingleton<IMailSender, MailFolder>();
                ServerInFront.Add(services, PathHandling.Sets);
            }));
        using var client = development.CreateDefaultClient(app.Origin);
        client.DefaultRequestHeaders.Add(TestApp.PeerAddress, "10.0.0.1");
        await development.Services.GetRequiredService<IMailSender>().SendAsync(new MimeMessage());

        var list = await client.GetStringAsync("/shop/dev/mailbox", TestContext.Current.CancellationToken);
        var mail = await client.GetStringAsync($"/shop{MailPage.Match(list).Value}", TestContext.Current.CancellationToken);
        folder.Delete(recursive: true);

        Assert.All(Address.Matches(list + mail).Select(address => address.Groups[1].Value), address => Assert.StartsWith("/shop/", address));
    }

    /// <summary>Another site can point its name to the machine of a developer, whose browser then takes the emails for pages of that site.</summary>
    [Theory, Trait("Attack", "A162")]
    [InlineData("localhost:5247", HttpStatusCode.OK)]
    [InlineData("127.0.0.1:5247", HttpStatusCode.OK)]
    [InlineData("[::1]:5247", HttpStatusCode.OK)]
    [InlineData("rebound.example", HttpStatusCode.NotFound)]
    [InlineData("rebound.example:5247", HttpStatusCode.NotFound)]
    [InlineData("localhost.rebound.example:5247", HttpStatusCode.NotFound)]
    [InlineData("192.0.2.1:5247", HttpStatusCode.NotFound)]
    public async Task Under_the_name_of_another_site_there_is_no_mailbox(string host, HttpStatusCode expected)
    {
        var folder = Directory.CreateTempSubdirectory();
        await using var development = app.WithWebHostBuilder(server => server
            .UseContentRoot(folder.FullName)
            .ConfigureTestServices(services => services.AddSingleton<IMailSender, MailFolder>()));
        using var client = development.CreateDefaultClient(app.Origin);
        client.DefaultRequestHeaders.Add(TestApp.PeerAddress, "10.0.0.1");
        client.DefaultRequestHeaders.Host = host;
        await development.Services.GetRequiredService<IMailSender>().SendAsync(new MimeMessage());
        var mail = Assert.Single(Directory.GetFiles(folder.FullName, "*.eml", SearchOption.AllDirectories));

        Assert.Equal(expected, await AskAsync("/dev/mailbox"));
        Assert.Equal(expected, await AskAsync($"/dev/mailbox/{Path.GetFileNameWithoutExtension(mail)}"));
        folder.Delete(recursive: true);

        async Task<HttpStatusCode> AskAsync(string path)
        {
            using var response = await client.GetAsync(path, TestContext.Current.CancellationToken);
            return response.StatusCode;
        }
    }

    [Fact]
    public async Task An_email_that_is_still_being_written_is_not_in_the_mailbox()
    {
        var folder = Directory.CreateTempSubdirectory();
        await using var development = app.WithWebHostBuilder(host => host.UseContentRoot(folder.FullName));
        var mails = new MailFolder(development.Services.GetRequiredService<IWebHostEnvironment>());
        using var reader = new ReadByTheWay(() => Assert.Empty(mails.List()));

        await mails.SendAsync(new MimeMessage { Body = new MimePart { Content = new MimeContent(reader) } });

        Assert.True(reader.WasRead);
        Assert.Single(mails.List());
        folder.Delete(recursive: true);
    }

    [GeneratedRegex("/dev/mailbox/[0-9a-f]{32}")]
    private static partial Regex MailPage { get; }

    [GeneratedRegex("(?:href|src)=\"([^\"]+)\"")]
    private static partial Regex Address { get; }

    /// <summary>A part of an email, with something to do at the moment when it is written.</summary>
    private sealed class ReadByTheWay(Action act) : MemoryStream([1])
    {
        public bool WasRead { get; private set; }

        public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
        {
            WasRead = true;
            act();
            return base.ReadAsync(buffer, offset, count, cancellationToken);
        }
    }
}
