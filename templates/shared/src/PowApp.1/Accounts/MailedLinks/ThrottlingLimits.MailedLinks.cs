namespace PowApp._1.Accounts;

public sealed partial class ThrottlingLimits
{
    /// <summary>Mails that one source may ask for.</summary>
    public int MailsPerHour { get; set; } = 20;

    /// <summary>Mails that anybody may ask for to one address.</summary>
    public int MailsPerHourToAddress { get; set; } = 3;
}
