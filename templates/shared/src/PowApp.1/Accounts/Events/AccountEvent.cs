namespace PowApp._1.Accounts;

/// <summary>What the log tells of accounts (ASVS 5.0 16.3). The number is the event's id in the log.</summary>
public enum AccountEvent
{
    Registered = 1000,
    RegistrationRefused = 1001,
    EmailChanged = 1002,
    EmailChangeUndone = 1003,
    PasswordChanged = 1004,
    AccountDeleted = 1005,
#if (EmailConfirmation)
    EmailChangeRequested = 1006,
#endif
#if (EmailConfirmation && OpenRegistration)
    EmailConfirmed = 1007,
#endif

    SessionStarted = 1100,
    SignInRefused = 1101,
    PasswordRefused = 1102,
    SessionEnded = 1103,
    OtherSessionsEnded = 1104,
#if (PersistentSession)
    SessionResumed = 1105,
#endif
#if (RenewalTokens)
    CopiedSessionEnded = 1106,
#endif
#if (!Pages)
    SessionRenewed = 1107,
#endif

    LinkIssued = 1200,
    LinkRefused = 1201,

#if (Pages)
    FormRefused = 1300,
#endif
    AttemptsLimited = 1301,
#if (Invitation)

    InvitationSent = 1400,
    InvitationRevoked = 1401,
    InvitationAccepted = 1402,
#endif
}
