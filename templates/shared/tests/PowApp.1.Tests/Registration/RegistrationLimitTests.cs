using System.Net;
using Microsoft.Extensions.DependencyInjection;
using PowApp._1.Accounts;

namespace PowApp._1.Tests;

/// <summary>Nobody fills the database with accounts, or finds out at leisure which addresses have one.</summary>
public sealed class RegistrationLimitTests(TestApp app) : IClassFixture<TestApp>
{
    private ThrottlingLimits Limits => app.Accounts.Throttling;

    [Fact]
    public void It_ships_with_the_number_it_should() => Assert.Equal(10, Limits.RegistrationsPerHour);

    [Fact, Trait("Attack", "A102")]
    public async Task Registrations_are_limited()
    {
        for (var i = 0; i < Limits.RegistrationsPerHour; i++) Assert.Succeeds(await RegisterAsync(TestApp.NewAddress()));

        var refused = TestApp.NewAddress();
        Assert.IsToWait(TimeSpan.FromHours(1), await RegisterAsync(refused));

        Assert.Succeeds(await app.NewVisitor().RegisterAsync(refused));
        app.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Succeeds(await RegisterAsync(TestApp.NewAddress()));

        Task<Answer> RegisterAsync(string email) => app.NewVisitor().ComesFrom("203.0.113.7").RegisterAsync(email);
    }

    /// <summary>While no password can be hashed: a registration that gets as far as that is answered with 503.</summary>
    [Fact, Trait("Attack", "A148")]
    public async Task What_is_refused_is_not_hashed()
    {
        await using var own = new TestApp { Settings = { ["Accounts:Password:HashQueue"] = "1" } };
        for (var i = 1; i < Limits.RegistrationsPerHour; i++) await RegisterAsync(TestApp.NewAddress());

        var queue = own.Services.GetRequiredService<HashingQueue>();
        var hashing = Enumerable.Range(0, Environment.ProcessorCount + 1).Select(_ => queue.WaitAsync(CancellationToken.None)).ToList();

        Assert.IsRefusedFor("password", await RegisterAsync(TestApp.NewAddress(), "too short"));
        Assert.IsRefusedFor("email", await RegisterAsync("no address"));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await RegisterAsync(TestApp.NewAddress())).Status);
        Assert.IsToWait(TimeSpan.FromHours(1), await RegisterAsync(TestApp.NewAddress()));
        foreach (var turn in hashing) (await turn).Dispose();

        Task<Answer> RegisterAsync(string email, string password = TestApp.Password) =>
            own.NewVisitor().ComesFrom("203.0.113.7").RegisterAsync(email, password);
    }

    [Fact, Trait("Attack", "A102")]
    public async Task Asking_for_taken_addresses_counts_as_a_registration()
    {
        var alice = await app.NewUser();
        var visitor = app.NewVisitor();

        for (var i = 0; i < Limits.RegistrationsPerHour; i++) await visitor.RegisterAsync(alice.Email!);

        Assert.IsToWait(TimeSpan.FromHours(1), await visitor.RegisterAsync(alice.Email!));
    }

    [Fact]
    public async Task Looking_for_a_good_password_does_not()
    {
        var visitor = app.NewVisitor();
        var email = TestApp.NewAddress();

        for (var i = 0; i <= Limits.RegistrationsPerHour; i++) Assert.IsRefusedFor("password", await visitor.RegisterAsync(email, "too short"));

        Assert.Succeeds(await visitor.RegisterAsync(email));
    }

    [Fact]
    public async Task A_command_is_not_limited()
    {
        for (var i = 0; i <= Limits.RegistrationsPerHour; i++) Assert.NotNull(await app.NewUser());
    }
}
