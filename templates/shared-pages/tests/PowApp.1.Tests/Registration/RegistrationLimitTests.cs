using System.Net;
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
        var source = app.NewBrowser().Address;
        for (var i = 0; i < Limits.RegistrationsPerHour; i++) AssertRegisters(await RegisterAsync(TestApp.NewAddress()));

        var refused = TestApp.NewAddress();
        var page = await RegisterAsync(refused);

        Assert.MustWait(TimeSpan.FromHours(1), page);
        Assert.Equal(refused, page.Field("email").Value);
        AssertRegisters(await app.NewBrowser().RegisterAsync(refused));
        app.Clock.Advance(TimeSpan.FromHours(1));
        AssertRegisters(await RegisterAsync(TestApp.NewAddress()));

        Task<Page> RegisterAsync(string email) => app.NewBrowser().ComesFrom(source).RegisterAsync(email);
    }

    [Fact, Trait("Attack", "A102")]
    public async Task Asking_for_taken_addresses_counts_as_a_registration()
    {
        var alice = await app.NewUser();
        var browser = app.NewBrowser();

        for (var i = 0; i < Limits.RegistrationsPerHour; i++) await browser.RegisterAsync(alice.Email!);

        Assert.MustWait(TimeSpan.FromHours(1), await browser.RegisterAsync(alice.Email!));
    }

    [Fact]
    public async Task Looking_for_a_good_password_does_not()
    {
        var browser = app.NewBrowser();
        var email = TestApp.NewAddress();

        for (var i = 0; i <= Limits.RegistrationsPerHour; i++) Assert.Refuses("password", await browser.RegisterAsync(email, "too short"));

        AssertRegisters(await browser.RegisterAsync(email));
    }

    [Fact]
    public async Task A_command_is_not_limited()
    {
        for (var i = 0; i <= Limits.RegistrationsPerHour; i++) Assert.NotNull(await app.NewUser());
    }

    private static void AssertRegisters(Page page) => Assert.Equal(HttpStatusCode.SeeOther, page.Status);
}
