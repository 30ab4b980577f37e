namespace PowApp._1.Accounts;

public sealed partial class ThrottlingLimits
{
    /// <summary>Registrations from one source, those of a taken address included.</summary>
    public int RegistrationsPerHour { get; set; } = 10;
}
