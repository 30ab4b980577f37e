namespace Pow.Templates.Support;

/// <summary>
/// When something that hangs is given up. Far more than anything takes on a machine that is busy with other work too: no test passes or
/// fails by how fast the machine is.
/// </summary>
internal static class TimeLimit
{
    /// <summary>For an answer, a mail, a start.</summary>
    public static readonly TimeSpan Wait = TimeSpan.FromMinutes(2);

    /// <summary>For a program that builds, or does many things one after the other.</summary>
    public static readonly TimeSpan Program = TimeSpan.FromMinutes(10);
}
