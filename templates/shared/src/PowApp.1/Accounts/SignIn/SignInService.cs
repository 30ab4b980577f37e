namespace PowApp._1.Accounts;

#if (!PersistentSession)
/// <summary>A sign-in that is under way: who has proven who they are, and how.</summary>
/// <param name="Method">The name of the method in the log.</param>
public sealed record SignIn(User User, string Method);
#endif
#if (PersistentSession)
/// <summary>A sign-in that is under way: who has proven who they are, how, and whether they want to stay signed in on this device.</summary>
/// <param name="Method">The name of the method in the log.</param>
public sealed record SignIn(User User, string Method, bool StaySignedIn = false);
#endif

public enum SignInOutcome
{
    Refused,
    SignedIn,
#if (EmailConfirmation)

    /// <summary>Held until the user has confirmed the address.</summary>
    EmailUnconfirmed,
#endif
}

#if (!EmailConfirmation)
/// <summary>Signs users in: a method proves who they are, and a session starts.</summary>
#endif
#if (EmailConfirmation)
/// <summary>Signs users in: a method proves who they are, a step may hold them back, and a session starts.</summary>
#endif
public sealed class SignInService(PasswordVerifier passwords, CurrentSession session, AccountEvents events)
{
    private const string Password = "password";
#if (EmailConfirmation)

    private static readonly EventId _held = new(1104, "SignInHeld");
#endif

#if (!PersistentSession)
    public async Task<SignInOutcome> SignInAsync(string email, string password) =>
        await passwords.VerifyAsync(email, password) is { } user
            ? await SignInAsync(new SignIn(user, Password))
            : SignInOutcome.Refused;
#endif
#if (PersistentSession)
    public async Task<SignInOutcome> SignInAsync(string email, string password, bool staySignedIn) =>
        await passwords.VerifyAsync(email, password) is { } user
            ? await SignInAsync(new SignIn(user, Password, staySignedIn))
            : SignInOutcome.Refused;
#endif

    /// <summary>Where every method leads.</summary>
    public async Task<SignInOutcome> SignInAsync(SignIn signIn)
    {
#if (EmailConfirmation)
        if (signIn.User.IsUnconfirmed)
        {
            events.WriteRefused(_held, signIn.User.Id);
            return SignInOutcome.EmailUnconfirmed;
        }

#endif
        if (!await session.StartAsync(signIn)) return SignInOutcome.Refused;

        events.WriteSignedIn(signIn.User.Id, signIn.Method);
        return SignInOutcome.SignedIn;
    }

    /// <summary>Makes the current session fresh again.</summary>
    /// <returns>False when the password is wrong.</returns>
    public async Task<bool> ReauthenticateAsync(string password)
    {
        if (await passwords.VerifyAsync(session.Required.UserId, password) is null) return false;

        await session.RestartAsync();
        events.Write(AccountEvent.Reauthenticated, session.Required.UserId);
        return true;
    }
}
