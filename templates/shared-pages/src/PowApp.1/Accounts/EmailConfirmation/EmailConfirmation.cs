namespace PowApp._1.Accounts;

/// <summary>An address that waits for its owner to confirm it.</summary>
public sealed partial record EmailConfirmation(string Address);
