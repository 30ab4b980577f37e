namespace PowApp._1.Accounts;

/// <summary>The tokens of a session.</summary>
/// <param name="AccessToken">Sent with each request: <c>Authorization: Bearer ...</c>.</param>
/// <param name="AccessTokenExpiresAt">When the access token expires.</param>
/// <param name="RenewalToken">Exchanged once for new tokens.</param>
/// <param name="RenewalTokenExpiresAt">When the session ends unless it is used or renewed before.</param>
/// <example>
/// {
///   "accessToken": "Re-xJwryn5x0VXd4OtaoZYeTb1pq89uD0_VsTUlB0dA",
///   "accessTokenExpiresAt": "2026-01-15T09:45:00+00:00",
///   "renewalToken": "5f0c9b1e7a3d4c62b8e1f4a2d9c07e36.quWeAS-SVwdwfwOEGZ9hoTHfV4f2_Z1Dr5ZSHTGuSvw",
///   "renewalTokenExpiresAt": "2026-01-29T09:30:00+00:00",
///   "tokenType": "Bearer"
/// }
/// </example>
public sealed record TokenPair(
    string AccessToken, DateTimeOffset AccessTokenExpiresAt, string RenewalToken, DateTimeOffset RenewalTokenExpiresAt)
{
    /// <summary>The scheme of the Authorization header.</summary>
    public string TokenType => "Bearer";
}
