using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Mvc.Testing;
using PowApp._1.Accounts;

namespace PowApp._1.Tests;

public sealed partial class Browser : IVisitor
{
    IVisitor IVisitor.ComesFrom(string address) => ComesFrom(address);

    IVisitor IVisitor.Copy() => Copy();

    IVisitor IVisitor.CopyTo(WebApplicationFactory<Program> app) => CopyTo(app);

    Task<bool> IVisitor.IsSignedInAsync() => this.IsSignedInAsync();

    async Task<string> IVisitor.ReadAccountAsync() => (await GetAsync("/")).Text;

    async Task<IAnswer> IVisitor.SignInAsync(string email, string password) => await this.SignInAsync(email, password);

    async Task<IAnswer> IVisitor.SignOutAsync() => await this.SignOutAsync();

    async Task<IAnswer> IVisitor.ReauthenticateAsync(string password) => await SubmitAsync(AccountPaths.Reauthenticate, new { password });

    async Task<IAnswer> IVisitor.ChangeEmailAsync(string email, string currentPassword) => await this.ChangeEmailAsync(email, currentPassword);

    async Task<IAnswer> IVisitor.ChangePasswordAsync(string password, string currentPassword, string? passwordConfirmation) =>
        await this.ChangePasswordAsync(password, currentPassword, passwordConfirmation);

    async Task<IAnswer> IVisitor.DeleteAccountAsync(string password) => await this.DeleteAccountAsync(password);

    async Task<string> IVisitor.ReadSessionsAsync() => (await GetAsync(AccountPaths.Sessions)).Html;

    async Task<IReadOnlyList<Guid>> IVisitor.ListOtherSessionsAsync() =>
        [.. EndSession.Matches((await GetAsync(AccountPaths.Sessions)).Html).Select(form => Guid.Parse(form.Groups[1].Value))];

    async Task<IAnswer> IVisitor.EndSessionAsync(Guid id)
    {
        var page = await GetAsync(AccountPaths.Sessions);
        return await PostAsync(AccountPaths.EndSession.With(id), ("__RequestVerificationToken", page.Token));
    }

    async Task<IAnswer> IVisitor.EndOtherSessionsAsync()
    {
        var page = await GetAsync(AccountPaths.Sessions);
        return await PostAsync(AccountPaths.EndOtherSessions, ("__RequestVerificationToken", page.Token));
    }

    async Task<IAnswer> IVisitor.UndoEmailChangeAsync(string secret)
    {
        var page = await GetAsync(AccountPaths.AccountChange.With(secret));
        return page.Succeeded ? await PressAsync(page, "Restore my email") : page;
    }

    [GeneratedRegex("/sessions/([0-9a-f-]{36})/end")]
    private static partial Regex EndSession { get; }
}
