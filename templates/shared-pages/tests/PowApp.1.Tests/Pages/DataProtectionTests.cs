using PowApp._1.Hosting;

namespace PowApp._1.Tests;

/// <summary>The certificate that protects the keys of Data Protection.</summary>
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
}
