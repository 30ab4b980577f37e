using PowApp._1.Web;

namespace PowApp._1.Accounts;

/// <summary>Nobody signs in to an account whose address is not confirmed.</summary>
public sealed class UnconfirmedSignIn : ISignInGate
{
    public ApiProblem? Refuse(User user) => user.IsUnconfirmed ? ApiProblem.EmailUnconfirmed : null;
}
