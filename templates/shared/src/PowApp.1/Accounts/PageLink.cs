namespace PowApp._1.Accounts;

#if (Pages)
/// <summary>A link that a feature adds to a page of another one, shown in the order in which they were added.</summary>
/// <param name="Policy">The authorization policy of those who see it in the navigation; null for everybody.</param>
public sealed record PageLink(string Place, string Path, string Text, string? Policy = null)
{
    /// <summary>In place of a page: the navigation of those who are signed in.</summary>
    public const string Navigation = "navigation";
}
#endif
#if (!Pages)
/// <summary>A link to a page of the front end, which a feature adds to a mail of another one.</summary>
public sealed record PageLink(string Place, string Path, string Text);
#endif
