namespace PowApp._1.Accounts;

/// <summary>May hold back somebody whose password is right, before a session starts. Gates are asked in the order in which they were added.</summary>
public interface ISignInGate
{
    /// <returns>The path to go to instead; null to let in.</returns>
    string? Divert(User user);
}
