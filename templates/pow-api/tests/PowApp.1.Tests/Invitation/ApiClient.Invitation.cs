using System.Text.Json;

namespace PowApp._1.Tests;

public sealed partial class ApiClient
{
    public const string Invitations = "/api/v1/invitations";

    public Task<Answer> InviteAsync(string email) => PostAsync(Invitations, new { email });

    /// <summary>Their own invitations, the newest first.</summary>
    public async Task<IReadOnlyList<ListedInvitation>> ListInvitationsAsync() =>
    [
        .. (await GetAsync(Invitations)).Json.EnumerateArray().Select(invitation => new ListedInvitation(
            invitation.GetProperty("id").GetGuid(), invitation.GetProperty("email").GetString()!, StateOf(invitation))),
    ];

    public Task<Answer> ResendInvitationAsync(Guid id) => PostAsync($"{Invitations}/{id}/resend");

    public Task<Answer> RevokeInvitationAsync(Guid id) => DeleteAsync($"{Invitations}/{id}");

    /// <summary>Uses the secret of an emailed link.</summary>
    public Task<Answer> AcceptInvitationAsync(string secret, string password = TestApp.Password, string? passwordConfirmation = null) =>
        PostAsync($"{Invitations}/accept", new { token = secret, password, passwordConfirmation = passwordConfirmation ?? password });

    private static string StateOf(JsonElement invitation) =>
        invitation.GetProperty("acceptedAt").ValueKind is not JsonValueKind.Null ? "Accepted"
        : invitation.GetProperty("isExpired").GetBoolean() ? "Expired"
        : "Pending";
}
