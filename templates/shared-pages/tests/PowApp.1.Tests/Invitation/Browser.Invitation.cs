using PowApp._1.Accounts;

namespace PowApp._1.Tests;

public sealed partial class Browser
{
    public Task<Page> InviteAsync(string email) => SubmitAsync(AccountPaths.Invite, new { email });

    async Task<IAnswer> IVisitor.InviteAsync(string email) => await InviteAsync(email);

    async Task<IReadOnlyList<ListedInvitation>> IVisitor.ListInvitationsAsync() =>
    [
        .. (await GetAsync(AccountPaths.Invitations)).Document.QuerySelectorAll("main li h2").Select(row => new ListedInvitation(
            Guid.Parse(row.Id!["invitation-".Length..]), row.QuerySelector("[dir=ltr]")!.TextContent, row.QuerySelector(".badge")!.TextContent)),
    ];

    async Task<IAnswer> IVisitor.ResendInvitationAsync(Guid id) => await PostWithTokenAsync(AccountPaths.ResendInvitation.With(id));

    async Task<IAnswer> IVisitor.RevokeInvitationAsync(Guid id) => await PostWithTokenAsync(AccountPaths.RevokeInvitation.With(id));

    async Task<IAnswer> IVisitor.AcceptInvitationAsync(string secret, string password, string? passwordConfirmation)
    {
        var page = await OpenLinkAsync(AccountPaths.InvitationLink.With(secret), AccountPaths.AcceptInvitation);
        if (!page.Succeeded) return page;

        var accepted = await SubmitAsync(page, new { password, passwordConfirmation = passwordConfirmation ?? password });
        accepted.IsTurnedAway = accepted.Location is AccountPaths.SignIn;
        return accepted;
    }

    private async Task<Page> PostWithTokenAsync(string path) =>
        await PostAsync(path, ("__RequestVerificationToken", (await GetAsync(AccountPaths.Invitations)).Token));
}
