using Microsoft.EntityFrameworkCore;

namespace PowApp._1.Tests;

public sealed class MigrationTests(TestApp app) : IClassFixture<TestApp>
{
    /// <summary>If this fails, add one: <c>dotnet ef migrations add ...</c></summary>
    [Fact]
    public async Task The_migrations_make_the_tables_that_the_classes_want() =>
        Assert.False(await app.Db(db => Task.FromResult(db.Database.HasPendingModelChanges())));
}
