using System.Net;
using MimeKit;

namespace Pow.Templates.ProductionTests;

/// <summary>Mails leave by SMTP, to a server that may be good, bad or away.</summary>
public sealed class SmtpTests(Publication publication)
{
    private const string Reset = "Reset your password";
    private const string FirstAttempt = "could not be sent at attempt 1 of";

    private static readonly (string Name, string Value)[] _credentials = [("Mail:Smtp:UserName", "shop"), ("Mail:Smtp:Password", "let me in")];

    [Fact]
    public async Task A_mail_arrives_as_it_was_meant()
    {
        using var server = new MailServer();
        await using var app = await publication.StartAsync(server);
        using var ada = app.NewClient();
        var before = DateTimeOffset.UtcNow.AddSeconds(-1); // A mail knows no less.
        var account = await AskForMailAsync(ada);

        var mail = await server.ReceiveAsync(account.Email, Reset);

        Assert.Equal(("no-reply@shop.example", account.Email), (mail.From, Assert.Single(mail.To)));
        Assert.Equal("\"Shop\" <no-reply@shop.example>", mail.Message.From.ToString());
        Assert.Equal(account.Email, mail.Message.To.ToString());
        Assert.EndsWith("@shop.example", mail.Message.MessageId);
        Assert.Equal("auto-generated", mail.Message.Headers["Auto-Submitted"]);
        Assert.InRange(mail.Message.Date, before, DateTimeOffset.UtcNow);

        var parts = Assert.IsType<MultipartAlternative>(mail.Message.Body);
        Assert.Equal(["text/plain", "text/html"], parts.Select(part => part.ContentType.MimeType));
        Assert.All(parts.Cast<TextPart>(), part => Assert.Contains($"{app.Url}/reset-password/", part.Text));
        await Eventually.HoldsAsync(() => app.Database.OutboxCount is 0, "The mail is still in the outbox.");
    }

    [Fact]
    public async Task A_mail_that_the_server_has_when_the_app_stops_is_sent_once()
    {
        using var server = new MailServer();
        await using var app = await publication.StartAsync(server);
        using var ada = app.NewClient();
        var (arrived, taken) = (new TaskCompletionSource(), new TaskCompletionSource());
        server.OnMail = () =>
        {
            arrived.TrySetResult();
            return taken.Task;
        };

        var account = await AskForMailAsync(ada);
        await arrived.Task.WaitAsync(TimeLimit.Wait, TestContext.Current.CancellationToken);
        await app.AskToStopAsync();
        await app.HasLoggedAsync("Application is shutting down");
        taken.SetResult();
        await app.HasStoppedAsync();

        Assert.Equal(0, app.Database.OutboxCount);
        Assert.Single(server.MailsTo(account.Email, Reset));
    }

    /// <summary>"127.1" is this machine by a name that the app does not know to be so, as every other server is.</summary>
    [Theory]
    [InlineData("localhost")]
    [InlineData("127.1")]
    public async Task A_server_that_encrypts_gets_credentials_and_mails_encrypted(string host)
    {
        using var server = new MailServer(publication.Certificate);
        await using var app = await publication.StartAsync(server, [("Mail:Smtp:Host", host), .. _credentials]);
        using var ada = app.NewClient();
        var account = await AskForMailAsync(ada);

        await server.ReceiveAsync(account.Email, Reset);

        Assert.Equal("\0shop\0let me in", server.Credentials);
        Assert.Equal(["EHLO", "STARTTLS"], server.ClearText.Select(line => line.Split(' ')[0]));
    }

    [Fact]
    public async Task Nothing_goes_to_a_server_that_cannot_encrypt()
    {
        using var server = new MailServer();
        await AssertNothingGoesToAsync(server, ("Mail:Smtp:Host", "127.1"));
    }

    [Theory]
    [InlineData("localhost")]
    [InlineData("127.1")]
    public async Task Nothing_goes_to_a_server_that_nobody_vouches_for(string host)
    {
        using var certificate = Certificate.Create(publication.NewFolder(), "localhost", "127.0.0.1");
        using var server = new MailServer(certificate);
        await AssertNothingGoesToAsync(server, ("Mail:Smtp:Host", host));
    }

    [Fact]
    public async Task Nothing_goes_to_a_server_with_the_certificate_of_another()
    {
        using var certificate = Certificate.Create(publication.NewFolder(), "smtp.other.example");
        using var server = new MailServer(certificate);
        await AssertNothingGoesToAsync(server, ("SSL_CERT_FILE", certificate.File));
    }

    [Theory]
    [InlineData("451 try again later")]
    [InlineData("554 5.7.1 relaying denied")]
    public async Task A_mail_that_is_refused_is_kept_and_tried_again(string answer)
    {
        using var server = new MailServer { ReceiverAnswer = answer };
        await using var app = await publication.StartAsync(server);

        await AssertArrivesLaterAsync(app, server, mend: () => server.ReceiverAnswer = "250 ok");
    }

    [Fact]
    public async Task A_mail_is_kept_while_the_server_is_away()
    {
        using var server = new MailServer();
        await using var app = await publication.StartAsync(server);
        server.Close();

        await AssertArrivesLaterAsync(app, server, mend: server.Open);
    }

    [Fact]
    public async Task A_server_that_never_answers_is_left_alone_after_a_while()
    {
        using var server = new MailServer { IsSilent = true };
        await using var app = await publication.StartAsync(server, ("Mail:Smtp:Timeout", "00:00:02"));

        await AssertArrivesLaterAsync(app, server, mend: () => server.IsSilent = false);
    }

    [Fact]
    public async Task A_mail_that_was_given_up_stays_and_shows_until_it_is_sent_by_command()
    {
        using var server = new MailServer { ReceiverAnswer = "554 5.7.1 relaying denied" };
        await using var app = await publication.StartAsync(server, ("Mail:MostAttempts", "2"));
        using var ada = app.NewClient();
        await AskForMailAsync(ada);
        await app.HasLoggedAsync(FirstAttempt);
        Assert.Equal("Healthy", (await ada.GetAsync("/health")).Text);

        await app.RetryMailsUntilAsync(() => app.HasLogged("could not be sent at attempt 2 of 2"), "The mail was not tried again.");

        await Eventually.HoldsAsync(async () => (await ada.GetAsync("/health")).Text is "Degraded", "Nothing shows that a mail was given up.");
        Assert.Equal(1, app.Database.OutboxCount);
        Assert.Contains("fail: Shop.Mail.OutboxDelivery", app.Log);

        server.ReceiverAnswer = "250 ok";
        Assert.Contains("Emails that will be sent again: 1.", await app.RunAsync("retry-emails"));

        await Eventually.HoldsAsync(() => app.Database.OutboxCount is 0, "The mail is still in the outbox.");
        Assert.Equal("Healthy", (await ada.GetAsync("/health")).Text);
    }

    [Fact]
    public async Task A_mail_to_a_receiver_that_does_not_exist_is_dropped()
    {
        using var server = new MailServer { ReceiverAnswer = "550 5.1.1 no such user" };
        await using var app = await publication.StartAsync(server);
        using var ada = app.NewClient();
        var account = await AskForMailAsync(ada);

        await app.HasLoggedAsync("because its recipient was refused: The mail server answered 550 5.1.1.");

        await Eventually.HoldsAsync(() => app.Database.OutboxCount is 0, "The mail is still in the outbox.");
        Assert.Equal("Healthy", (await ada.GetAsync("/health")).Text);
        Assert.Empty(server.Mails);
        Assert.DoesNotContain(account.Email, app.Log);
    }

    private async Task AssertNothingGoesToAsync(MailServer server, (string Name, string Value) setting)
    {
        await using var app = await publication.StartAsync(server, [setting, .. _credentials]);
        using var ada = app.NewClient();
        await AskForMailAsync(ada);

        await app.HasLoggedAsync(FirstAttempt);

        Assert.Null(server.Credentials);
        Assert.All(server.ClearText, line => Assert.True(line.Split(' ')[0] is "EHLO" or "STARTTLS", line));
        Assert.Empty(server.Mails);
        Assert.Equal(1, app.Database.OutboxCount);
    }

    private static async Task AssertArrivesLaterAsync(ProductionApp app, MailServer server, Action mend)
    {
        using var ada = app.NewClient();
        var account = await AskForMailAsync(ada);
        await app.HasLoggedAsync(FirstAttempt);
        Assert.Equal(1, app.Database.OutboxCount);
        Assert.Empty(server.Mails);

        mend();

        await app.RetryMailsUntilAsync(() => app.Database.OutboxCount is 0, "The mail is still in the outbox.");
        Assert.NotEmpty(server.MailsTo(account.Email, Reset));
        Assert.Equal("Healthy", (await ada.GetAsync("/health")).Text);
    }

    private static async Task<Account> AskForMailAsync(Client client)
    {
        var account = Account.New();
        Assert.Equal(HttpStatusCode.SeeOther, (await client.RegisterAsync(account)).Status);
        Assert.Equal(HttpStatusCode.SeeOther, (await client.AskToResetPasswordAsync(account.Email)).Status);
        return account;
    }
}
