using PowApp._1.Accounts;

namespace PowApp._1.Tests;

public sealed partial class Browser
{
    public Task<Page> InviteAsync(string email) => SubmitAsync(InvitationPaths.Invite, new { email });

    /// <summary>Their own invitations, the newest first.</summary>
    public async Task<IReadOnlyList<ListedInvitation>> ListInvitationsAsync() =>
    [
        .. (await GetAsync(InvitationPaths.List)).Document.QuerySelectorAll("main li h2").Select(row => new ListedInvitation(
            Guid.Parse(row.Id!["invitation-".Length..]), row.QuerySelector("[dir=ltr]")!.TextContent, row.QuerySelector(".badge")!.TextContent)),
    ];

    public Task<Page> ResendInvitationAsync(Guid id) => PostWithTokenOfAsync(InvitationPaths.List, InvitationPaths.Resend.With(id));

    public Task<Page> RevokeInvitationAsync(Guid id) => PostWithTokenOfAsync(InvitationPaths.List, InvitationPaths.Revoke.With(id));

    /// <summary>Uses the secret of an emailed link.</summary>
    public async Task<Page> AcceptInvitationAsync(string secret, string password = TestApp.Password, string? passwordConfirmation = null)
    {
        var page = await OpenLinkAsync(InvitationPaths.Link.With(secret), InvitationPaths.Accept);
        if (!page.Succeeded) return page;

        var accepted = await SubmitAsync(page, new { password, passwordConfirmation = passwordConfirmation ?? password });
        accepted.IsTurnedAway = accepted.Location is AccountPaths.SignIn;
        return accepted;
    }

    /// <summary>Chooses a password on the page behind a link that was opened.</summary>
    public async Task<Page> AcceptAsync(string password = TestApp.Password) => await AcceptAsync(await GetAsync(InvitationPaths.Accept), password);

    public Task<Page> AcceptAsync(Page form, string password = TestApp.Password) => SubmitAsync(form, new { password, passwordConfirmation = password });
}

public partial class TestApp
{
    /// <summary>A browser that has followed the link.</summary>
    public async Task<Browser> OpenInvitationAsync(string secret)
    {
        var browser = NewVisitor();
        Assert.LeadsTo(InvitationPaths.Accept, await browser.GetAsync(InvitationPaths.Link.With(secret)));
        return browser;
    }
}
