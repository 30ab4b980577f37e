using PowApp._1.Web;

namespace PowApp._1.Accounts;

/// <summary>Tokens, or why there are none.</summary>
public sealed record TokenResult(TokenPair? Tokens, ApiProblem? Problem)
{
    public static implicit operator TokenResult(TokenPair tokens) => new(tokens, null);

    public static implicit operator TokenResult(ApiProblem problem) => new(null, problem);
}
