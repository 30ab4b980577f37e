using Microsoft.Extensions.Localization;
using PowApp._1.Data;

namespace PowApp._1.Accounts;

/// <summary>
/// Undoes a change of address, for the owner of the address before. The link survives what an intruder may do next, such as
/// another change of address or password, and its use ends every session and every other link.
/// </summary>
public sealed class AccountChangeService(
    AppDbContext db, AccountService accounts, TokenService tokens, AccountEvents events, IStringLocalizer<Texts> localizer)
{
    public static readonly TokenPurpose Purpose = new("undo-change", EndsWithRights: false);

    public async Task<AccountChange?> FindAsync(string secret) =>
        await tokens.FindAsync(Purpose, secret) is { } token ? new AccountChange(token.SentTo, token.IssuedAt) : null;

    public async Task<AccountResult> UndoAsync(string secret)
    {
        if (await tokens.FindAsync(Purpose, secret) is not { } token) return NotValid();

        var undone = await accounts.StageEmailAsync(token.User, token.SentTo);
        if (!undone.Succeeded) return undone;

        await tokens.StageEndAllAsync(token.User);
        if (!await db.TrySaveChangesAsync()) return NotValid();

        events.Write(AccountEvent.EmailChangeUndone, token.UserId);
        return undone;
    }

    private AccountResult NotValid() => AccountResult.Refused("", localizer["This link is not valid any more."]);
}
