namespace PowApp._1.Accounts;

/// <summary>What an account is created from, whoever creates it. What you ask new users for belongs here too.</summary>
public sealed record NewAccount(string Email, string Password);
