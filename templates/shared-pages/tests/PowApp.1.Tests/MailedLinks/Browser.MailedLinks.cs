namespace PowApp._1.Tests;

public sealed partial class Browser
{
    /// <summary>Follows a mailed link to its form. One that is not valid leads elsewhere, and that is no success.</summary>
    private async Task<Page> OpenLinkAsync(string link, string form)
    {
        var page = await GetAsync(link);
        if (page.Location == form) page = await FollowAsync(page);
        page.IsTurnedAway = page.Location is not null;
        return page;
    }
}
