namespace PowApp._1.Accounts;

/// <summary>The tokens of a session.</summary>
/// <param name="AccessToken">Sent with each request: <c>Authorization: Bearer ...</c>.</param>
/// <param name="AccessTokenExpiresAt">When the access token expires.</param>
/// <param name="RenewalToken">Exchanged once for new tokens.</param>
/// <param name="RenewalTokenExpiresAt">When the session ends unless it is used or renewed before.</param>
public sealed record TokenPair(
    string AccessToken, DateTimeOffset AccessTokenExpiresAt, string RenewalToken, DateTimeOffset RenewalTokenExpiresAt)
{
    /// <summary>The scheme of the Authorization header.</summary>
    public string TokenType => "Bearer";
}
