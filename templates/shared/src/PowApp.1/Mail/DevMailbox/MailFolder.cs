using MimeKit;
using PowApp._1.Data;

namespace PowApp._1.Mail;

/// <summary>The mail server of Development: a folder of .eml files, which email programs open too.</summary>
public sealed class MailFolder(IWebHostEnvironment environment) : IMailSender
{
    private readonly string _path = Path.Combine(environment.ContentRootPath, "App_Data", "mail");

    public async Task<string> SendAsync(MimeMessage message)
    {
        PrivateFiles.CreateFolder(_path);
        var file = Path.Combine(_path, $"{Guid.CreateVersion7():N}.eml");
        await message.WriteToAsync(file + ".part");
        File.Move(file + ".part", file); // Complete or not there: someone may be looking.
        return $"The email was saved as {file}, because Mail:Smtp:Host names no mail server.";
    }

    /// <summary>The messages, the newest first.</summary>
    public IReadOnlyList<MailboxMessage> List() =>
        Directory.Exists(_path) ? [.. Directory.EnumerateFiles(_path, "*.eml").OrderDescending().Select(Read)] : [];

    public MailboxMessage? Find(Guid id) => Path.Combine(_path, $"{id:N}.eml") is var file && File.Exists(file) ? Read(file) : null;

    private static MailboxMessage Read(string file)
    {
        var message = MimeMessage.Load(file);
        return new MailboxMessage(
            Path.GetFileNameWithoutExtension(file), message.Date, message.To.ToString(),
            message.Subject ?? "", message.TextBody ?? "", message.HtmlBody ?? "");
    }
}

public sealed record MailboxMessage(string Id, DateTimeOffset Date, string To, string Subject, string Text, string Html);
