using System.Buffers.Binary;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using PowApp._1.Accounts;
using PowApp._1.Data;
using PowApp._1.Mail;

namespace PowApp._1.Tests;

/// <summary>
/// The app as it runs, with a database, a clock and a mailbox of its own. A test class shares one; its tests take a user
/// each (<see cref="NewUser"/>), so that they do not meet.
/// </summary>
public partial class TestApp : WebApplicationFactory<Program>
{
    /// <summary>The header in which a visitor says which address it comes from: the test server has no network.</summary>
    public const string PeerAddress = "Test-Peer-Address";

    /// <summary>The password of a user of <see cref="NewUser"/>.</summary>
    public const string Password = "correct horse battery staple";

    /// <summary>What it is changed to.</summary>
    public const string NewPassword = "a new and better one";

    /// <summary>Few, for speed. What a hash costs in earnest, <see cref="ShippedNumbersTests"/> knows.</summary>
    public const int HashIterations = 10;

    private static int _lastUser;

    private readonly string _environment;

    public TestApp() : this(Environments.Development, "http://localhost")
    {
    }

    protected TestApp(string environment, string origin)
    {
        _environment = environment;
        Origin = new Uri(origin);
        Mailbox = new Mailbox(() => Services.GetRequiredService<OutboxWorker>().DeliverDueAsync(CancellationToken.None), Secrets);
        Settings = new()
        {
            ["ConnectionStrings:App"] = Data.Connection,
            ["Accounts:Password:HashIterations"] = HashIterations.ToString(),
            ["Logging:Log:LogLevel:Default"] = nameof(LogLevel.Trace), // For one provider, so that no other level counts.
            ["Mail:RequestedMailDelay"] = "00:00:00",
#if (Redis)
            ["ConnectionStrings:Redis"] = RedisRelay.NewConnection(),
#endif
        };
    }

    public Uri Origin { get; }

    /// <summary>Configuration, to be changed before the app is first used.</summary>
    public Dictionary<string, string> Settings { get; }

    /// <summary>The limits that the app runs with.</summary>
    public AccountOptions Accounts => Services.GetRequiredService<IOptions<AccountOptions>>().Value;

    public FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 1, 1, 12, 0, 0, 123, 456, TimeSpan.Zero));

    public Mailbox Mailbox { get; }

    public TestDatabase Data { get; } = new();

    public DatabaseGate Database { get; } = new();

    public Log Log { get; } = new();

    /// <summary>None of them may be in the log: checked when the app goes.</summary>
    public Secrets Secrets { get; } = new();

    public async Task<User> NewUser(string password = Password, string? email = null)
    {
        Secrets.Add(password);
        var created = await With((AccountService accounts) => accounts.CreateAsync(new(email ?? NewAddress(), password)));
        return created.User!;
    }

    /// <summary>Changes an address with no questions asked, and no mail.</summary>
    public Task ChangeEmailOf(User user, string email) => With(async (AccountService accounts) =>
    {
        var changed = await accounts.StageEmailAsync((await accounts.FindAsync(user.Id))!, email);
        return await accounts.SaveAsync(changed, AccountEvent.EmailChanged);
    });

    /// <summary>Gives a user the hash of a time when fewer rounds were enough.</summary>
    public Task WeakenHashOf(User user)
    {
        var weaker = new PasswordHasher<User>(Options.Create(new PasswordHasherOptions { IterationCount = HashIterations / 2 }));
        var hash = weaker.HashPassword(user, Password);
        return Db(db => db.Set<User>().Where(row => row.Id == user.Id).ExecuteUpdateAsync(row => row.SetProperty(u => u.PasswordHash, hash)));
    }

    /// <summary>The rounds that a hash was made with.</summary>
    public static int IterationsOf(string hash) => (int)BinaryPrimitives.ReadUInt32BigEndian(Convert.FromBase64String(hash).AsSpan(5));

    /// <summary>An address that nobody has yet.</summary>
    public static string NewAddress() => $"user{Interlocked.Increment(ref _lastUser)}@example.com";

    /// <summary>Does something with a service of the app, in a scope of its own as a request has: <c>With((SessionStore s) => ...)</c>.</summary>
    public async Task<T> With<TService, T>(Func<TService, Task<T>> act) where TService : notnull
    {
        await using var scope = Services.CreateAsyncScope();
        return await act(scope.ServiceProvider.GetRequiredService<TService>());
    }

    public Task With<TService>(Func<TService, Task> act) where TService : notnull =>
        With(async (TService service) =>
        {
            await act(service);
            return true;
        });

    public Task<T> Db<T>(Func<AppDbContext, Task<T>> act) => With(act);

    /// <summary>What is told to those who watch over the app.</summary>
    public async Task<(HttpStatusCode Status, string Text)> AskHealthAsync(string path = "/health")
    {
        using var client = CreateDefaultClient(Origin);
        client.DefaultRequestHeaders.Add(PeerAddress, "10.0.0.1");
        using var response = await client.GetAsync(path);
        return (response.StatusCode, await response.Content.ReadAsStringAsync());
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await NoteHashesAsync();
        Data.Dispose();
        GC.SuppressFinalize(this);
        if (Secrets.FindIn(Log.Lines) is { Count: > 0 } telling) Assert.Fail($"The log tells secrets:\n{string.Join('\n', telling)}");
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseEnvironment(_environment);
        foreach (var (key, value) in Settings) builder.UseSetting(key, value);
        builder.ConfigureLogging(logging => logging.ClearProviders().AddProvider(Log));

        builder.ConfigureTestServices(services =>
        {
            services.AddSingleton<TimeProvider>(Clock);
            services.AddSingleton<IMailSender>(Mailbox);
            services.AddSingleton<IInterceptor>(Database);
            services.Insert(0, ServiceDescriptor.Singleton<IStartupFilter>(new Surroundings(NoteSecretsOf))); // Around what the framework adds, too.

            // What the app does in the background, tests do when they want it: Mailbox.DeliverAsync.
            var workers = services.Where(service => service.ServiceType == typeof(IHostedService) && service.ImplementationFactory is not null);
            foreach (var worker in workers.ToList()) services.Remove(worker);
        });
    }

    protected override IHost CreateHost(IHostBuilder builder)
    {
        Data.Create(); // A second process of the app finds the database of the first.
        return base.CreateHost(builder);
    }

    // Of what is left at the end: enough to find out that hashes are logged.
    private async Task NoteHashesAsync()
    {
        await using var db = TestDatabase.Open(Settings["ConnectionStrings:App"]);
        foreach (var hash in await db.Set<User>().Select(user => user.PasswordHash).ToListAsync()) Secrets.Add(hash);
        foreach (var hash in await db.Set<Session>().Select(session => session.TokenHash).ToListAsync()) Secrets.Add(Convert.ToHexString(hash));
        foreach (var hash in await db.Set<AccountToken>().Select(token => token.Hash).ToListAsync()) Secrets.Add(Convert.ToHexString(hash));
    }

    // What lies around the app.
    private sealed class Surroundings(Action<HttpContext> noteSecrets) : IStartupFilter
    {
        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            app.Use(async (context, rest) =>
            {
                context.Connection.RemoteIpAddress = IPAddress.Parse(context.Request.Headers[PeerAddress].ToString());
                try
                {
                    await rest(context);
                }
                finally
                {
                    noteSecrets(context);
                }
            });
            next(app);
        };
    }
}

/// <summary>The app as it runs in production.</summary>
public class ProductionApp : TestApp
{
    public ProductionApp() : base(Environments.Production, "https://app.example")
    {
        Settings["AllowedHosts"] = "app.example";
        Settings["Accounts:PublicOrigin"] = "https://app.example";
        Settings["Mail:From"] = "PowApp\u002e1 <no-reply@app.example>";
        Settings["Mail:Smtp:Host"] = "smtp.app.example";
    }
}
