using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.Localization;
using PowApp._1.Accounts;
using PowApp._1.Web;

namespace PowApp._1.Components.Invitation;

/// <summary>What users do with the invitations that they have sent: buttons that have no page of their own.</summary>
public static class InvitationEndpoints
{
    public static void MapInvitations(this IEndpointRouteBuilder actions)
    {
        actions.MapPost(InvitationPaths.Resend, ResendAsync);
        actions.MapPost(InvitationPaths.Revoke, RevokeAsync);
    }

    [Authorize(InvitationService.Policy), SubmitOnce]
    private static async Task<IResult> ResendAsync(
        Guid id, InvitationService invitations, CurrentSession session, IStringLocalizer<Texts> localizer) =>
        await invitations.ResendAsync(session.Required.UserId, id)
            ? PageResults.Done(InvitationPaths.List, localizer["Invitation resent."])
            : Results.NotFound();

    [Authorize(InvitationService.Policy), SubmitOnce]
    private static async Task<IResult> RevokeAsync(
        Guid id, InvitationService invitations, CurrentSession session, IStringLocalizer<Texts> localizer) =>
        await invitations.RevokeAsync(session.Required.UserId, id)
            ? PageResults.Done(InvitationPaths.List, localizer["Invitation revoked. Its link no longer works."])
            : Results.NotFound();
}
