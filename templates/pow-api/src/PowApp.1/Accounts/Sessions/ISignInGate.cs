using PowApp._1.Web;

namespace PowApp._1.Accounts;

/// <summary>May hold back somebody whose password is right, before a session starts. Gates are asked in the order in which they were added.</summary>
public interface ISignInGate
{
    /// <returns>What to answer instead; null to let in.</returns>
    ApiProblem? Refuse(User user);
}
