namespace PowApp._1.Accounts;

/// <summary>
/// Recognizes a client that a user is signed in with, so that strangers who guess the password from elsewhere cannot lock the user out of what
/// asks for it again.
/// </summary>
public sealed class KnownDevice(IHttpContextAccessor context)
{
    /// <summary>The id of the session; null if it is not one of this user's.</summary>
    public string? IdOf(User user) =>
        context.HttpContext?.Features.Get<ActiveSession>() is { } session && session.UserId == user.Id ? session.Id.ToString() : null;
}
