namespace PowApp._1.Web;

/// <summary>Says, for the page of the error, that a button which has no page of its own came without a valid antiforgery token.</summary>
/// <param name="Explanation">Why, for the user.</param>
public sealed record ExpiredForm(string Explanation);
