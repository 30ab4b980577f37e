namespace PowApp._1.Accounts;

/// <summary>What a browser gets for its token: the value of its session, and the token for the next time.</summary>
public sealed record PersistentReturn(string Session, RenewalToken Next);
