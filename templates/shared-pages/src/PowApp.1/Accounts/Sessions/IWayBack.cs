namespace PowApp._1.Accounts;

/// <summary>Another way to know a browser, for when its session cookie names no good session.</summary>
public interface IWayBack
{
    /// <summary>Brings the browser of this request back to its session.</summary>
    /// <returns>The value for the session cookie; null for a stranger.</returns>
    Task<string?> ReturnAsync();

    /// <summary>This browser's session is over, signed out or replaced by another one: there is no way back to it.</summary>
    Task CloseAsync();
}
