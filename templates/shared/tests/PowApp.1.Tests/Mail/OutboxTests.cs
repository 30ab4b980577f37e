using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using PowApp._1.Accounts;
using PowApp._1.Data;
using PowApp._1.Hosting;
using PowApp._1.Mail;

namespace PowApp._1.Tests;

public sealed class OutboxTests(TestApp app) : IClassFixture<TestApp>, IDisposable
{
    private static readonly TimeSpan _minute = TimeSpan.FromMinutes(1);

    public void Dispose() => app.Mailbox.OnSend = null;

    [Fact, Trait("Attack", "A07")]
    public async Task No_request_waits_for_the_mail_server()
    {
        var alice = await app.NewUser();
        var visitor = await app.SignedInAs(alice);
        app.Mailbox.OnSend = _ => throw new IOException("The mail server is away.");

        Assert.Succeeds(await visitor.ChangePasswordAsync());

        Assert.Equal(1, await WaitingFor(alice));
    }

    [Fact, Trait("Attack", "A156")]
    public async Task Neither_order_nor_time_of_requested_emails_tells_of_those_to_others()
    {
        var longest = TimeSpan.FromMinutes(1);
        await using var shop = new TestApp { Settings = { ["Mail:RequestedMailDelay"] = $"{longest}" } };
        for (var user = 0; user < 20; user++)
        {
            var visitor = await shop.SignedInAs(await shop.NewUser());
            Assert.Succeeds(await visitor.ChangeEmailAsync(TestApp.NewAddress()));
        }

        var requested = await MailsOfKindAsync(ConfirmEmailChangeMail.Kind);
        var delays = requested.Select(mail => mail.DueAt - mail.CreatedAt).ToList();
        Assert.Equal(20, delays.Count);
        Assert.All(delays, delay => Assert.InRange(delay, TimeSpan.Zero, longest));
        Assert.NotEqual(delays.Min(), delays.Max());
        Assert.All(await MailsOfKindAsync(EmailChangeNoticeMail.Kind), notice => Assert.Equal(notice.CreatedAt, notice.DueAt));

        var last = requested.MaxBy(mail => mail.DueAt)!;
        shop.Clock.SetUtcNow(last.DueAt.AddMilliseconds(-1));
        Assert.Empty(await shop.Mailbox.ToAsync(last.Address));
        shop.Clock.SetUtcNow(last.DueAt);
        Assert.Single(await shop.Mailbox.ToAsync(last.Address));

        Task<List<OutboxMail>> MailsOfKindAsync(string kind) =>
            shop.Db(db => db.Set<OutboxMail>().AsNoTracking().Where(mail => mail.Kind == kind).ToListAsync());
    }

    [Fact]
    public async Task An_email_leaves_once_and_its_row_goes()
    {
        var alice = await PostToNewUserAsync();

        Assert.Single(await app.Mailbox.ToAsync(alice.Email));
        Assert.Single(await app.Mailbox.ToAsync(alice.Email));
        Assert.Equal(0, await WaitingFor(alice));
    }

    [Fact]
    public async Task An_email_that_fails_is_tried_again()
    {
        var alice = await PostToNewUserAsync();
        app.Mailbox.OnSend = mail => FailFor(alice, mail, new IOException("The mail server is away."));
        Assert.Empty(await app.Mailbox.ToAsync(alice.Email));

        app.Mailbox.OnSend = null;
        Assert.Empty(await app.Mailbox.ToAsync(alice.Email));

        app.Clock.Advance(_minute);
        Assert.Single(await app.Mailbox.ToAsync(alice.Email));
        Assert.Equal(0, await WaitingFor(alice));
    }

    [Fact]
    public async Task It_is_tried_more_and_more_rarely_and_then_kept()
    {
        var alice = await PostToNewUserAsync();
        var attempts = new List<DateTimeOffset>();
        app.Mailbox.OnSend = mail =>
        {
            if (mail.To == alice.Email) attempts.Add(app.Clock.GetUtcNow());
            FailFor(alice, mail, new IOException("The mail server is away."));
        };

        for (var minute = 0; minute < 6 * 60; minute++)
        {
            await app.Mailbox.DeliverAsync();
            app.Clock.Advance(_minute);
        }

        Assert.Equal([1, 2, 4, 8, 16, 32, 60, 60, 60], attempts.Zip(attempts.Skip(1), (one, next) => (int)(next - one).TotalMinutes));
        var row = await app.Db(db => db.Set<OutboxMail>().SingleAsync(mail => mail.Address == alice.Email));
        Assert.Equal(attempts[^1], row.FailedAt);
    }

    /// <summary>A client of a web service reports that as a cancelled task.</summary>
    [Fact]
    public async Task A_mail_server_that_never_answers_is_tried_again_too()
    {
        var alice = await PostToNewUserAsync();
        app.Mailbox.OnSend = mail => FailFor(alice, mail, new TaskCanceledException("The request was canceled due to the configured timeout."));
        await app.Mailbox.DeliverAsync();

        app.Mailbox.OnSend = null;
        app.Clock.Advance(_minute);
        Assert.Single(await app.Mailbox.ToAsync(alice.Email));
    }

    [Fact]
    public async Task An_email_that_fails_keeps_no_other_waiting()
    {
        var (alice, bob) = (await PostToNewUserAsync(), await PostToNewUserAsync());
        app.Mailbox.OnSend = mail => FailFor(alice, mail, new IOException("No such mailbox."));

        Assert.Single(await app.Mailbox.ToAsync(bob.Email));
    }

    [Fact]
    public async Task A_kind_of_email_that_is_no_more_keeps_no_other_waiting()
    {
        var (alice, bob) = (await app.NewUser(), await PostToNewUserAsync());
        await app.Db(db =>
        {
            db.Add(new OutboxMail
            {
                Kind = "GoneMail",
                Address = alice.Email!,
                UserId = alice.Id,
                Culture = "en",
                CreatedAt = app.Clock.GetUtcNow(),
                DueAt = app.Clock.GetUtcNow() - _minute,
            });
            return db.SaveChangesAsync();
        });

        Assert.Single(await app.Mailbox.ToAsync(bob.Email));
        Assert.Equal(1, await WaitingFor(alice));
    }

    [Fact]
    public async Task An_email_outlives_a_process_that_ends_while_sending_it()
    {
        var alice = await PostToNewUserAsync();
        string? firstId = null;
        using var stopping = new CancellationTokenSource();
        app.Mailbox.OnSend = mail =>
        {
            if (mail.To != alice.Email) return;

            firstId = mail.Header("Message-Id");
            stopping.Cancel();
            stopping.Token.ThrowIfCancellationRequested();
        };
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => app.Services.GetRequiredService<OutboxWorker>().DeliverDueAsync(stopping.Token));

        app.Mailbox.OnSend = null;
        Assert.Empty(await app.Mailbox.ToAsync(alice.Email));
        app.Clock.Advance(5 * _minute);
        var again = Assert.Single(await app.Mailbox.ToAsync(alice.Email));

        Assert.NotNull(firstId);
        Assert.Equal(firstId, again.Header("Message-Id")); // The server may have taken it: then mail readers show it once.
    }

    [Fact]
    public async Task An_email_that_left_while_the_app_was_stopping_is_not_sent_again()
    {
        var alice = await PostToNewUserAsync();
        using var stopping = new CancellationTokenSource();
        app.Mailbox.OnSend = mail =>
        {
            if (mail.To == alice.Email) stopping.Cancel();
        };
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => app.Services.GetRequiredService<OutboxWorker>().DeliverDueAsync(stopping.Token));

        Assert.Equal(0, await WaitingFor(alice));
    }

    [Fact]
    public async Task Of_two_workers_one_sends_it()
    {
        var alice = await PostToNewUserAsync();
        var row = await app.Db(db => db.Set<OutboxMail>().Where(mail => mail.Address == alice.Email).Select(mail => mail.Id).SingleAsync());

        Task DeliverAsync() => app.With((OutboxDelivery worker) => worker.DeliverAsync(row, CancellationToken.None));
        app.Mailbox.OnSend = _ =>
        {
            app.Mailbox.OnSend = null;
            DeliverAsync().Wait();
        };
        await DeliverAsync();

        Assert.Single(await app.Mailbox.ToAsync(alice.Email));
    }

    [Fact]
    public async Task A_notice_to_a_deleted_user_is_dropped()
    {
        var alice = await app.NewUser();
        await (await app.SignedInAs(alice)).ChangeEmailAsync(TestApp.NewAddress());
        await app.Db(db => db.Set<User>().Where(user => user.Id == alice.Id).ExecuteDeleteAsync());

        Assert.Empty(await app.Mailbox.ToAsync(alice.Email));
        Assert.Equal(0, await WaitingFor(alice));
    }

    [Fact]
    public async Task Health_tells_of_emails_that_were_given_up()
    {
        await using var shop = new TestApp { Settings = { ["Mail:MostAttempts"] = "1" } };
        var alice = await PostToNewUserAsync(shop);
        Assert.Equal("Healthy", (await shop.AskHealthAsync()).Text);

        shop.Mailbox.OnSend = mail => FailFor(alice, mail, new IOException("The mail server is away."));
        await shop.Mailbox.DeliverAsync();

        Assert.Equal((HttpStatusCode.OK, "Degraded"), await shop.AskHealthAsync());
    }

    [Fact, Trait("Attack", "A160")]
    public async Task A_recipient_that_is_refused_is_given_up_at_once_and_is_no_fault_of_the_app()
    {
        await using var shop = new TestApp();
        var alice = await PostToNewUserAsync(shop);
        var id = await shop.Db(db => db.Set<OutboxMail>().Select(mail => mail.Id).SingleAsync());
        shop.Mailbox.OnSend = _ => throw new RecipientRefusedException("The mail server answered 550 5.1.1.");

        var log = await shop.Log.Of(shop.Mailbox.DeliverAsync);

        Assert.Equal(0, await shop.Db(db => db.Set<OutboxMail>().CountAsync()));
        var line = Assert.Single(log.Split('\n'), line => line.EndsWith($"({typeof(OutboxDelivery)})", StringComparison.Ordinal));
        Assert.StartsWith($"Warning  Email {id} of kind {PasswordChangedMail.Kind} was given up", line);
        Assert.DoesNotContain(alice.Email!, line);
        Assert.Equal((HttpStatusCode.OK, "Healthy"), await shop.AskHealthAsync());
    }

    [Fact]
    public async Task An_email_that_was_given_up_is_kept_for_a_while()
    {
        await using var shop = new TestApp { Settings = { ["Mail:MostAttempts"] = "1" } };
        await GiveUpAsync(shop);
        var waiting = await PostToNewUserAsync(shop);

        shop.Clock.Advance(TimeSpan.FromDays(30));
        await CleanAsync();
        Assert.Equal("Degraded", (await shop.AskHealthAsync()).Text);

        shop.Clock.Advance(TimeSpan.FromMicroseconds(1));
        await CleanAsync();
        Assert.Equal("Healthy", (await shop.AskHealthAsync()).Text);
        Assert.Equal(waiting.Email, await shop.Db(db => db.Set<OutboxMail>().Select(mail => mail.Address).SingleAsync()));

        Task CleanAsync() => shop.With((Janitor janitor) => janitor.CleanAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Those_that_were_given_up_are_sent_again_by_command()
    {
        await using var shop = new TestApp { Settings = { ["Mail:MostAttempts"] = "2" } };
        var alice = await GiveUpAsync(shop);
        Assert.Empty(await shop.Mailbox.ToAsync(alice.Email));

        Assert.Equal(0, await shop.With((IHost program) => program.RunAsync(["retry-emails"])));

        Assert.Equal("Healthy", (await shop.AskHealthAsync()).Text);
        await FailToDeliverAsync(shop);
        Assert.Equal("Healthy", (await shop.AskHealthAsync()).Text);
        shop.Clock.Advance(_minute);
        Assert.Single(await shop.Mailbox.ToAsync(alice.Email));
    }

    [Fact]
    public async Task The_command_leaves_those_alone_that_are_still_tried()
    {
        await using var shop = new TestApp();
        var alice = await PostToNewUserAsync(shop);
        await FailToDeliverAsync(shop);

        Assert.Equal(0, await shop.With((OutboxDelivery delivery) => delivery.RetryFailedAsync()));

        Assert.Empty(await shop.Mailbox.ToAsync(alice.Email));
    }

    private static async Task FailToDeliverAsync(TestApp shop)
    {
        shop.Mailbox.OnSend = _ => throw new IOException("The mail server is away.");
        await shop.Mailbox.DeliverAsync();
        shop.Mailbox.OnSend = null;
    }

    private static void FailFor(User user, SentMail mail, Exception failure)
    {
        if (mail.To == user.Email) throw failure;
    }

    /// <summary>A user whose email was tried as often as it may be.</summary>
    private async Task<User> GiveUpAsync(TestApp shop)
    {
        var user = await PostToNewUserAsync(shop);
        await FailToDeliverAsync(shop);
        while (await shop.Db(db => db.Set<OutboxMail>().AnyAsync(mail => mail.FailedAt == null)))
        {
            shop.Clock.Advance(_minute);
            await FailToDeliverAsync(shop);
        }

        return user;
    }

    /// <summary>A user whose password was changed, which an email tells.</summary>
    private async Task<User> PostToNewUserAsync(TestApp? shop = null)
    {
        var user = await (shop ?? app).NewUser();
        await (shop ?? app).With((AccountService accounts) => accounts.ChangePasswordAsync(user.Id, TestApp.Password, TestApp.NewPassword));
        return user;
    }

    private Task<int> WaitingFor(User user) => app.Db(db => db.Set<OutboxMail>().CountAsync(mail => mail.Address == user.Email));
}
