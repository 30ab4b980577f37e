using System.Runtime.Versioning;
using Microsoft.AspNetCore.Hosting;
#if (Sqlite)
using Microsoft.EntityFrameworkCore;
#endif
using Microsoft.Extensions.DependencyInjection;
using MimeKit;
#if (Sqlite)
using PowApp._1.Accounts;
#endif
using PowApp._1.Mail;

namespace PowApp._1.Tests;

/// <summary>What the app saves is for the account that it runs under, and for nobody else on the machine.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class PrivateFilesTests
{
    private const string NotOnWindows = "Windows has permissions of another kind.";
#if (Sqlite)
    private const UnixFileMode OwnersFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode OwnersFolder = OwnersFile | UnixFileMode.UserExecute;
#endif
#if (!Sqlite)
    private const UnixFileMode OwnersFolder = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
#endif
    private const UnixFileMode Shared = OwnersFolder | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    public static bool IsWindows => OperatingSystem.IsWindows();

#if (Sqlite)
    [Fact(Skip = NotOnWindows, SkipWhen = nameof(IsWindows)), Trait("Attack", "A164")]
    public async Task Nobody_else_can_read_the_database()
    {
        var folder = Directory.CreateTempSubdirectory();
        var database = Path.Combine(folder.FullName, "new", "data", "app.db");
        await using (var app = new TestApp { Settings = { ["ConnectionStrings:App"] = $"Data Source={database}" } })
        {
            await app.NewUser();

            Assert.Equal(OwnersFolder, File.GetUnixFileMode(Path.Combine(folder.FullName, "new")));
            Assert.Equal(OwnersFolder, File.GetUnixFileMode(Path.Combine(folder.FullName, "new", "data")));
            Assert.Equal([(database, OwnersFile), (database + "-shm", OwnersFile), (database + "-wal", OwnersFile)], await app.Db(async db =>
            {
                // SQLite deletes the files next to the database with the last connection: this one stays open while they are looked at.
                await db.Database.OpenConnectionAsync();
                await db.Set<User>().AnyAsync();
                return Directory.GetFiles(Path.GetDirectoryName(database)!).Order().Select(file => (file, File.GetUnixFileMode(file))).ToList();
            }));
        }

        folder.Delete(recursive: true);
    }

#endif
    [Fact(Skip = NotOnWindows, SkipWhen = nameof(IsWindows)), Trait("Attack", "A164")]
    public async Task Nobody_else_can_read_the_emails_of_Development()
    {
        var folder = Directory.CreateTempSubdirectory();
        await SendToFolderAsync(folder);

        Assert.Equal(OwnersFolder, File.GetUnixFileMode(Path.Combine(folder.FullName, "App_Data")));
        Assert.Equal(OwnersFolder, File.GetUnixFileMode(Path.Combine(folder.FullName, "App_Data", "mail")));
        folder.Delete(recursive: true);
    }

    [Fact(Skip = NotOnWindows, SkipWhen = nameof(IsWindows))]
    public async Task What_exists_keeps_its_permissions()
    {
        var folder = Directory.CreateTempSubdirectory();
        var data = folder.CreateSubdirectory("App_Data");
        data.UnixFileMode = Shared;
#if (Sqlite)
        var database = Path.Combine(data.FullName, "app.db");
        await using (var app = new TestApp { Settings = { ["ConnectionStrings:App"] = $"Data Source={database}" } })
        {
            await app.NewUser();
        }

        File.SetUnixFileMode(database, Shared);
        await using (var app = new TestApp { Settings = { ["ConnectionStrings:App"] = $"Data Source={database}" } })
        {
            await app.NewUser();
        }

#endif
        await SendToFolderAsync(folder);

        Assert.Equal(Shared, data.UnixFileMode);
#if (Sqlite)
        Assert.Equal(Shared, File.GetUnixFileMode(database));
#endif
        folder.Delete(recursive: true);
    }

    private static async Task SendToFolderAsync(DirectoryInfo folder)
    {
        await using var app = new TestApp();
        await using var development = app.WithWebHostBuilder(host => host.UseContentRoot(folder.FullName));
        var mails = new MailFolder(development.Services.GetRequiredService<IWebHostEnvironment>());
        await mails.SendAsync(new MimeMessage { Body = new TextPart { Text = "Hello" } });
    }
}
