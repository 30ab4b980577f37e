using Microsoft.AspNetCore.Mvc.Testing;

namespace PowApp._1.Tests;

public sealed partial class ApiClient : IVisitor
{
    string? IVisitor.Session => Tokens?.AccessToken;

    void IVisitor.SetSession(string value) => Tokens = Tokens! with { AccessToken = value };

    IVisitor IVisitor.ComesFrom(string address) => ComesFrom(address);

    IVisitor IVisitor.Copy() => Copy();

    IVisitor IVisitor.CopyTo(WebApplicationFactory<Program> app) => CopyTo(app);

    Task<bool> IVisitor.IsSignedInAsync() => this.IsSignedInAsync();

    async Task<string> IVisitor.ReadAccountAsync() => (await GetAsync(Journeys.Account)).Text("email") ?? "";

    async Task<IAnswer> IVisitor.SignInAsync(string email, string password) => await this.SignInAsync(email, password);

    async Task<IAnswer> IVisitor.SignOutAsync() => await this.SignOutAsync();

    async Task<IAnswer> IVisitor.ReauthenticateAsync(string password) => await this.ReauthenticateAsync(password);

    async Task<IAnswer> IVisitor.ChangeEmailAsync(string email, string currentPassword) => await this.ChangeEmailAsync(email, currentPassword);

    async Task<IAnswer> IVisitor.ChangePasswordAsync(string password, string currentPassword, string? passwordConfirmation) =>
        await this.ChangePasswordAsync(password, currentPassword, passwordConfirmation);

    async Task<IAnswer> IVisitor.DeleteAccountAsync(string password) => await this.DeleteAccountAsync();

    async Task<string> IVisitor.ReadSessionsAsync() => (await GetAsync(Journeys.Sessions)).Body;

    async Task<IReadOnlyList<Guid>> IVisitor.ListOtherSessionsAsync() =>
    [
        .. (await GetAsync(Journeys.Sessions)).Json.EnumerateArray()
            .Where(session => !session.GetProperty("isCurrent").GetBoolean())
            .Select(session => session.GetProperty("id").GetGuid()),
    ];

    async Task<IAnswer> IVisitor.EndSessionAsync(Guid id) => await DeleteAsync($"{Journeys.Sessions}/{id}");

    async Task<IAnswer> IVisitor.EndOtherSessionsAsync() => await DeleteAsync(Journeys.Sessions);

    async Task<IAnswer> IVisitor.UndoEmailChangeAsync(string secret) => await PostAsync("/api/v1/account-changes/undo", new { token = secret });
}
