namespace PowApp._1.Accounts;

/// <summary>A link that a feature adds to a page of another one, shown in the order of registration.</summary>
public sealed record PageLink(string OnPage, string Path, string Text);
