using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PowApp._1.Data;
using PowApp._1.Hosting;

namespace PowApp._1.Tests;

/// <summary>The keys of Data Protection, and the certificate that protects them.</summary>
public sealed class DataProtectionTests
{
    [Theory]
    [InlineData("")]
    [InlineData("nowhere.pfx")]
    [InlineData("appsettings.json")]
    public async Task No_app_starts_with_a_certificate_that_is_none(string file)
    {
        await using var app = new TestApp { Settings = { ["DataProtection:Certificate"] = file } };

        Assert.Contains(await app.Services.FindProblemsAsync(), problem => problem.StartsWith("DataProtection:Certificate", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_certificate_that_is_missing_is_named()
    {
        await using var app = new TestApp { Settings = { ["DataProtection:Certificate"] = "missing.pfx" } };

        var problem = Assert.Single(await app.Services.FindProblemsAsync());

        Assert.StartsWith("DataProtection:Certificate", problem);
        Assert.Contains("missing.pfx", problem);
    }

    [Fact]
    public async Task No_app_starts_with_the_password_of_no_certificate()
    {
        await using var app = new TestApp { Settings = { ["DataProtection:CertificatePassword"] = "let me in" } };

        Assert.StartsWith("DataProtection:Certificate must be set", Assert.Single(await app.Services.FindProblemsAsync()));
    }

    /// <summary>Each would read nothing that the other has protected, for a day.</summary>
    [Fact]
    public async Task Processes_that_start_at_the_same_time_create_one_key()
    {
        await using var first = new TestApp();
        await using var second = new TestApp { Settings = { ["ConnectionStrings:App"] = first.Settings["ConnectionStrings:App"] } };
        var managers = new[] { first, second }.Select(app => app.Services.GetRequiredService<IKeyManager>()).ToList();
        await first.Db(db => db.Set<DataProtectionKey>().ExecuteDeleteAsync());

        Assert.All(managers, manager => Assert.Empty(manager.GetAllKeys()));
        foreach (var manager in managers) manager.CreateNewKey(DateTimeOffset.UtcNow, DateTimeOffset.UtcNow.AddDays(90));

        var keys = managers.Select(manager => Assert.Single(manager.GetAllKeys()).KeyId).ToList();
        Assert.Equal(keys[0], keys[1]);
    }

    [Fact]
    public async Task A_key_that_follows_another_is_kept_beside_it()
    {
        await using var app = new TestApp();
        var manager = app.Services.GetRequiredService<IKeyManager>();
        var before = manager.GetAllKeys().Count;

        manager.CreateNewKey(DateTimeOffset.UtcNow, DateTimeOffset.UtcNow.AddDays(90));

        Assert.Equal(before + 1, manager.GetAllKeys().Count);
    }
}
