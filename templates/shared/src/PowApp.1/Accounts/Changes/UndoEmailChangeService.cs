using Microsoft.Extensions.Localization;
using PowApp._1.Data;
using PowApp._1.Mail;

namespace PowApp._1.Accounts;

/// <summary>
/// Undoes a change of address, for the owner of the address before. The link survives what an intruder may do next, such as
/// another change of address or password, and its use ends every session.
/// </summary>
public sealed class UndoEmailChangeService(
    AppDbContext db, AccountService accounts, TokenService tokens, Outbox outbox, AccountEvents events,
    IStringLocalizer<Texts> localizer)
{
    public static readonly TokenPurpose Purpose = new("undo-change", EndsWithRights: false);

#if (Pages)
    public async Task<AccountChange?> FindAsync(string secret) =>
        await tokens.FindAsync(Purpose, secret) is { } token ? new AccountChange(token.SentTo, token.IssuedAt) : null;

#endif
    public async Task<AccountResult> UndoAsync(string secret)
    {
        if (await tokens.FindAsync(Purpose, secret) is not { } token) return NotValid();

        var undone = await accounts.StageEmailAsync(token.User, token.SentTo);
        if (!undone.Succeeded) return undone;

        // Later changes are undone with this one: what was, or is about to be, mailed about them must open nothing. Earlier ones stay.
        await tokens.StageEndSinceAsync(Purpose, token.User, token.IssuedAt);
        await outbox.StageRecallAsync<EmailChangedMail>(token.User, token.IssuedAt);
        if (!await db.TrySaveChangesAsync()) return NotValid();

        events.Write(AccountEvent.EmailChangeUndone, token.UserId);
        return undone;
    }

    private AccountResult NotValid() => AccountResult.Refused("", localizer["This link is not valid any more."]);
}
