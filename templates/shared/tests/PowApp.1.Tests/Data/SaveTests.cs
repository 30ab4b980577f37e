using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PowApp._1.Accounts;
using PowApp._1.Data;

namespace PowApp._1.Tests;

/// <summary>What was refused is not written by a later save of the same request.</summary>
public sealed class SaveTests(TestApp app) : IClassFixture<TestApp>
{
    [Fact]
    public async Task A_change_that_breaks_a_rule_is_dropped()
    {
        var (alice, bob) = (await app.NewUser(), await app.NewUser());

        await app.With(async (IServiceProvider request) =>
        {
            var (accounts, db) = (request.GetRequiredService<AccountService>(), request.GetRequiredService<AppDbContext>());
            Assert.False((await accounts.StageEmailAsync((await accounts.FindAsync(alice.Id))!, bob.Email!)).Succeeded);

            Assert.Equal(0, await db.SaveChangesAsync(TestContext.Current.CancellationToken));
        });
    }

    [Fact]
    public async Task A_change_that_clashes_with_another_one_is_dropped_whole()
    {
        var alice = await app.NewUser();

        await app.With(async (AppDbContext db) =>
        {
            (await db.Set<User>().SingleAsync(user => user.Id == alice.Id)).PasswordHash = "half of it";
            db.Add(new User
            {
                Email = alice.Email,
                NormalizedEmail = alice.NormalizedEmail,
                SecurityStamp = "the other half",
                CreatedAt = app.Clock.GetUtcNow(),
            });

            Assert.False(await db.TrySaveChangesAsync());
            Assert.Equal(0, await db.SaveChangesAsync());
        });

        Assert.Succeeds(await app.NewVisitor().SignInAsync(alice.Email!));
    }
}
