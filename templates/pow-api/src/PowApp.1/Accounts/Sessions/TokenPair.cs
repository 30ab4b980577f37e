namespace PowApp._1.Accounts;

/// <summary>What a client gets when a session starts, and again with every renewal.</summary>
/// <param name="AccessToken">Goes with each request: <c>Authorization: Bearer ...</c>.</param>
/// <param name="AccessTokenExpiresAt">When the next pair is needed at the latest.</param>
/// <param name="RenewalToken">Brings the next pair, once.</param>
/// <param name="RenewalTokenExpiresAt">When the session ends unless it is used or renewed before.</param>
public sealed record TokenPair(
    string AccessToken, DateTimeOffset AccessTokenExpiresAt, string RenewalToken, DateTimeOffset RenewalTokenExpiresAt)
{
    /// <summary>What stands before the access token in the header.</summary>
    public string TokenType => "Bearer";
}
