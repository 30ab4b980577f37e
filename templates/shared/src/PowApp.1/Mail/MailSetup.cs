using Microsoft.AspNetCore.Components.Web;
using MimeKit;
using PowApp._1.Data;
using PowApp._1.Settings;

namespace PowApp._1.Mail;

public static class MailSetup
{
    public static void AddMail(this WebApplicationBuilder builder)
    {
        var hasServer = builder.Configuration.GetSection($"{MailOptions.Section}:Smtp").Exists();
        builder.Services.AddOptions<MailOptions>()
            .BindSettings(MailOptions.Section)
            .Validate(
                options => MailboxAddress.TryParse(options.From, out var from) && from.Domain.Length > 0,
                "Mail:From must be a sender, such as \"Shop <no-reply@example.com>\".")
            .Validate(
                options => options.RequestedMailDelay >= TimeSpan.Zero && options.RequestedMailDelay <= TimeSpan.FromMinutes(1),
                "Mail:RequestedMailDelay must be between 00:00:00 and 00:01:00.")
            .Validate(options => options.MostAttempts > 0, "Mail:MostAttempts must be 1 or more.")
            .Validate(
                options => options.FailedMailsKeptFor > TimeSpan.Zero && options.FailedMailsKeptFor <= TimeSpan.FromDays(365),
                "Mail:FailedMailsKeptFor must be more than 0 and at most 365.00:00:00.")
            .Validate(
                options => options.Smtp is null || Uri.CheckHostName(options.Smtp.Host) is not UriHostNameType.Unknown,
                "Mail:Smtp:Host must be the name of a mail server, such as smtp.example.com. Its port is Mail:Smtp:Port.")
            .Validate(options => options.Smtp is null or { Port: > 0 and <= ushort.MaxValue }, "Mail:Smtp:Port must be between 1 and 65535.")
            .Validate(
                options => string.IsNullOrEmpty(options.Smtp?.UserName) == string.IsNullOrEmpty(options.Smtp?.Password),
                "Mail:Smtp:UserName and Mail:Smtp:Password must be set together, or neither of them.")
            .Validate(
                options => options.Smtp is null || options.Smtp.Timeout > TimeSpan.Zero && options.Smtp.Timeout < OutboxDelivery.Lease,
                $"Mail:Smtp:Timeout must be more than 0 and less than {OutboxDelivery.Lease}.");

        builder.Services.AddSingleton<SmtpMailSender>();
        builder.Services.AddSingleton<MailFolder>();
        if (!hasServer) builder.Services.AddSingleton<IMailSender>(services => services.GetRequiredService<MailFolder>());
        else if (builder.Environment.IsDevelopment()) builder.Services.AddSingleton<IMailSender, CopyingMailSender>();
        else builder.Services.AddSingleton<IMailSender>(services => services.GetRequiredService<SmtpMailSender>());

        builder.Services.AddScoped<HtmlRenderer>();
        builder.Services.AddScoped<MailRenderer>();
        builder.Services.AddScoped<Outbox>();
        builder.Services.AddScoped<OutboxDelivery>();
        builder.Services.AddScoped<IExpiringRows>(services => services.GetRequiredService<OutboxDelivery>());
        builder.Services.AddSingleton<OutboxWorker>();
        builder.Services.AddHostedService(services => services.GetRequiredService<OutboxWorker>());
    }

    public static void AddMail<TTemplate>(this IServiceCollection services) where TTemplate : class, IMailTemplate =>
        services.AddKeyedScoped(typeof(IMailTemplate), TTemplate.Kind, typeof(TTemplate));
}
