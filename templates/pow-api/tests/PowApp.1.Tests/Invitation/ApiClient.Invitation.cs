using System.Text.Json;

namespace PowApp._1.Tests;

public sealed partial class ApiClient
{
    public const string Invitations = "/api/v1/invitations";

    public Task<Answer> InviteAsync(string email) => PostAsync(Invitations, new { email });

    public Task<Answer> AcceptInvitationAsync(string token, string password = TestApp.Password, string? passwordConfirmation = null) =>
        PostAsync($"{Invitations}/accept", new { token, password, passwordConfirmation = passwordConfirmation ?? password });

    async Task<IAnswer> IVisitor.InviteAsync(string email) => await InviteAsync(email);

    async Task<IReadOnlyList<ListedInvitation>> IVisitor.ListInvitationsAsync() =>
    [
        .. (await GetAsync(Invitations)).Json.EnumerateArray().Select(invitation => new ListedInvitation(
            invitation.GetProperty("id").GetGuid(), invitation.GetProperty("email").GetString()!, StateOf(invitation))),
    ];

    async Task<IAnswer> IVisitor.ResendInvitationAsync(Guid id) => await PostAsync($"{Invitations}/{id}/resend");

    async Task<IAnswer> IVisitor.RevokeInvitationAsync(Guid id) => await DeleteAsync($"{Invitations}/{id}");

    async Task<IAnswer> IVisitor.AcceptInvitationAsync(string secret, string password, string? passwordConfirmation) =>
        await AcceptInvitationAsync(secret, password, passwordConfirmation);

    private static string StateOf(JsonElement invitation) =>
        invitation.GetProperty("acceptedAt").ValueKind is not JsonValueKind.Null ? "Accepted"
        : invitation.GetProperty("isExpired").GetBoolean() ? "Expired"
        : "Open";
}
