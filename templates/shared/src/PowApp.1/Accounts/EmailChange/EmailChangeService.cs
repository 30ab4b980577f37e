using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Options;
using PowApp._1.Data;
using PowApp._1.Mail;

namespace PowApp._1.Accounts;

/// <summary>
/// Changes the address of an account. The new address counts once it is confirmed. The old one is told at once, by a notice with a link that
/// undoes the change, before or after it counts.
/// </summary>
public sealed class EmailChangeService(
    AppDbContext db, AccountService accounts, ReservedEmails reserved, PasswordVerifier passwords, PasswordAttempts attempts, CurrentSession session,
    TokenService tokens, Throttle throttle, RequestedMails mails, Outbox outbox, AccountEvents events, TimeProvider clock,
    IOptions<AccountOptions> options, IStringLocalizer<Texts> localizer)
    : IExpiringRows
{
    private static readonly EventId _canceled = new(1008, "EmailChangeCanceled");

    private DbSet<EmailChange> Changes => db.Set<EmailChange>();

    /// <summary>The address that waits to be confirmed; null for none.</summary>
    public async Task<string?> FindPendingAsync(Guid userId) => await Pending(userId).Select(change => change.NewEmail).SingleOrDefaultAsync();

    /// <summary>
    /// Stages an email to any new address, taken or not. Who it belongs to is looked up when the email is written, so neither the response nor
    /// its time tells whether someone else has the address. The user's own address, however it is written, is no change: no email is sent, the
    /// address stays as it is written, and a change that waits to be confirmed is canceled.
    /// </summary>
    public async Task<EmailChangeResult> RequestAsync(Guid userId, string email)
    {
        var address = EmailAddress.Parse(email);
        if (await accounts.FindAsync(userId) is not { } user) return EmailChangeResult.Of(accounts.ChangedElsewhere());
        if (EmailAddress.AreSame(address, user.Email)) return await CancelAsync(user);

        throttle.TakeEmailChange(user);

        // One email too many for this address: what was requested before stays as it is.
        if (!mails.Stage<ConfirmEmailChangeMail>(address, user.Id)) return EmailChangeResult.Of(AccountResult.Done(user));

        await StageAsync(user, address);
        outbox.Stage<EmailChangeNoticeMail>(user.Email!, user.Id);
        await reserved.StageAsync(user); // After the notice: not older than its link, and so ended with it.
        return EmailChangeResult.Of(await accounts.SaveAsync(AccountResult.Done(user), AccountEvent.EmailChangeRequested));
    }

    /// <summary>
    /// Makes the new address that of the account. The link alone is not enough: whoever opens it also is signed in to the account, or knows
    /// its password. All sessions and other links of the user end.
    /// </summary>
    /// <param name="password">Null where none was asked for.</param>
    public async Task<AccountResult> ConfirmAsync(AccountToken token, string? password)
    {
        if (!await Pending(token.UserId).AnyAsync(change => change.NewEmail == token.SentTo)) return tokens.Refused();
        if (AsksForPassword(token))
        {
            if (password is null) return AccountResult.Refused(AccountField.Password, localizer["Enter your password."]);
            if (await passwords.VerifyAsync(token.UserId, password) is null)
                return AccountResult.Refused(AccountField.Password, localizer["Incorrect password."]);
        }

        var changed = await accounts.StageEmailAsync(token.User, token.SentTo);
        if (!changed.Succeeded) return changed;

        tokens.StageUse(token);
        await StageEndAsync(token.User);
#if (ResetPassword)
        await tokens.StageEndAsync(ResetPasswordService.Purpose, token.User);
#endif
        if (!await db.TrySaveChangesAsync()) return tokens.Refused();

        events.Write(AccountEvent.EmailChanged, token.UserId);
        return changed;
    }

    /// <summary>No session of the account vouches for whoever opened the link.</summary>
    public bool AsksForPassword(AccountToken token) => session.Active?.UserId != token.UserId;

    /// <summary>
    /// Restores the old address, replaces the password and ends all sessions, for the owner of the old address. The link survives what an
    /// intruder may do next, such as another change of the address or the password, or deleting the account.
    /// </summary>
    public async Task<AccountResult> UndoAsync(AccountToken token, string password)
    {
        var user = token.User;
        if (user.DeletedAt is null && !EmailAddress.AreSame(user.Email, token.SentTo)) outbox.Stage<EmailChangeUndoneMail>(user.Email!, user.Id);

        user.DeletedAt = null;
        var undone = await accounts.StageEmailAsync(user, token.SentTo);
        if (undone.Succeeded) undone = await accounts.StagePasswordAsync(user, password);
        if (!undone.Succeeded) return undone;

        // Later changes are undone with this one: the emails about them must open nothing, sent or not. Earlier ones stay.
        await StageEndAsync(user);
#if (ResetPassword)
        await tokens.StageEndAsync(ResetPasswordService.Purpose, user);
#endif
        await StageEndOfUndoLinksAsync(token);
        await outbox.StageRecallAsync<EmailChangeNoticeMail>(user.Id, token.IssuedAt);
        await reserved.StageEndAsync(user.Id, since: token.IssuedAt);
        if (!await db.TrySaveChangesAsync()) return accounts.ChangedElsewhere();

        // Once more, for one whose email was being written. From now on, no other can be saved: its email has been recalled.
        await StageEndOfUndoLinksAsync(token);
        await db.TrySaveChangesAsync();

        await attempts.ForgetAsync(token.SentTo, user);
        events.Write(AccountEvent.EmailChangeUndone, user.Id);
        return undone;
    }

    /// <inheritdoc/>
    public Task<int> DeleteExpiredAsync(int atMost, CancellationToken stopping)
    {
        var now = clock.GetUtcNow();
        return Changes.Where(change => change.ExpiresAt < now).OrderBy(change => change.UserId).Take(atMost).ExecuteDeleteAsync(stopping);
    }

    private async Task<EmailChangeResult> CancelAsync(User user)
    {
        var pending = await FindPendingAsync(user.Id);
        await StageEndAsync(user);
        if (!await db.TrySaveChangesAsync()) return EmailChangeResult.Of(accounts.ChangedElsewhere());

        if (pending is not null) events.Write(_canceled, user.Id);
        return new(pending is null ? EmailChangeOutcome.OwnAddress : EmailChangeOutcome.Canceled, []);
    }

    private IQueryable<EmailChange> Pending(Guid userId)
    {
        var now = clock.GetUtcNow();
        return Changes.Where(change => change.UserId == userId && change.ExpiresAt > now && change.SecurityStamp == change.User.SecurityStamp);
    }

    private async Task StageAsync(User user, string address)
    {
        await tokens.StageEndAsync(TokenPurpose.ConfirmEmail, user);
        var expiresAt = clock.GetUtcNow() + options.Value.EmailChange.UndoWithin; // Shorter once its email is written.
        if (await Changes.FindAsync(user.Id) is { } pending)
            (pending.NewEmail, pending.SecurityStamp, pending.ExpiresAt) = (address, user.SecurityStamp!, expiresAt);
        else
            Changes.Add(new EmailChange { UserId = user.Id, NewEmail = address, SecurityStamp = user.SecurityStamp!, ExpiresAt = expiresAt });
    }

    private Task StageEndOfUndoLinksAsync(AccountToken first) =>
        tokens.StageEndAsync(TokenPurpose.UndoEmailChange, first.User, since: first.IssuedAt);

    private async Task StageEndAsync(User user)
    {
        await tokens.StageEndAsync(TokenPurpose.ConfirmEmail, user);
        if (await Changes.FindAsync(user.Id) is { } pending) Changes.Remove(pending);
    }
}

/// <summary>What became of a request to change the address.</summary>
public enum EmailChangeOutcome
{
    Refused,
    Requested,

    /// <summary>The account has this address already, so no email is sent.</summary>
    OwnAddress,

    /// <summary>The same, and a change that waited to be confirmed is canceled.</summary>
    Canceled,
}

/// <param name="Errors">Why the request was refused.</param>
public sealed record EmailChangeResult(EmailChangeOutcome Outcome, IReadOnlyList<AccountError> Errors)
{
    public static EmailChangeResult Of(AccountResult requested) =>
        new(requested.Succeeded ? EmailChangeOutcome.Requested : EmailChangeOutcome.Refused, requested.Errors);
}
