using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using PowApp._1.Data;

namespace PowApp._1.Accounts;

/// <summary>Issues and looks up the secrets in emailed links. Using one up is staged: it counts when the caller's save succeeds.</summary>
public sealed class TokenService(
    AppDbContext db, Throttle throttle, AccountEvents events, TimeProvider clock, IStringLocalizer<Texts> localizer) : IExpiringRows
{
    private DbSet<AccountToken> Tokens => db.Set<AccountToken>();

    /// <summary>Stages a token and returns the secret that goes into the email.</summary>
    /// <param name="lifetime">How long it works, from when it is issued.</param>
    /// <param name="issuedAt">When what it is about happened, if that was not now.</param>
    public async Task<string> StageAsync(TokenPurpose purpose, User user, string sentTo, TimeSpan lifetime, DateTimeOffset? issuedAt = null)
    {
        if (purpose.IsReplaced) await StageEndAsync(purpose, user);

        var secret = Secret.New();
        var issued = issuedAt ?? clock.GetUtcNow();
        Tokens.Add(new AccountToken
        {
            UserId = user.Id,
            Purpose = purpose.Name,
            Hash = Secret.Hash(secret),
            SentTo = sentTo,
            SecurityStamp = purpose.BoundToSecurityStamp ? user.SecurityStamp : null,
            IssuedAt = issued,
            ExpiresAt = issued + lifetime,
        });
        events.Write(AccountEvent.LinkIssued, user.Id);
        return secret;
    }

    /// <summary>
    /// The token behind a secret, with its user. Null when the secret is unknown, used, expired, replaced, overtaken by a change of address or
    /// password, or for another purpose. Of a deleted account, only the link that restores it works.
    /// </summary>
    public async Task<AccountToken?> FindAsync(TokenPurpose purpose, string secret)
    {
        throttle.TakeWrongLink();
        var hash = Secret.Hash(secret);
        var now = clock.GetUtcNow();
        var found = await Tokens.Include(token => token.User).SingleOrDefaultAsync(token =>
            token.Hash == hash
            && token.Purpose == purpose.Name
            && token.ExpiresAt > now
            && (token.SecurityStamp == null || token.SecurityStamp == token.User.SecurityStamp)
            && (token.User.DeletedAt == null || purpose.WorksForDeleted));

        if (found is null) events.WriteRefused(AccountEvent.LinkRefused);
        else throttle.GiveBackWrongLink();
        return found;
    }

    /// <summary>The refusal of a link that is not valid, or was used by a faster request.</summary>
    public AccountResult Refused() =>
        AccountResult.Refused(AccountField.None, localizer["This link has expired or was already used."]);

    /// <summary>Stages the end of a token. Of several requests that use it at once, the save of all but one fails.</summary>
    public void StageUse(AccountToken token) => Tokens.Remove(token);

    /// <summary>Stages the end of a user's tokens of a purpose.</summary>
    /// <param name="since">Those that were issued from then on; left out, all of them.</param>
    public async Task StageEndAsync(TokenPurpose purpose, User user, DateTimeOffset? since = null)
    {
        var issuedSince = since ?? DateTimeOffset.MinValue;
        Tokens.RemoveRange(await Tokens
            .Where(token => token.UserId == user.Id && token.Purpose == purpose.Name && token.IssuedAt >= issuedSince)
            .ToListAsync());
    }

    /// <inheritdoc/>
    public Task<int> DeleteExpiredAsync(int atMost, CancellationToken stopping)
    {
        var now = clock.GetUtcNow();
        return Tokens.Where(token => token.ExpiresAt < now).OrderBy(token => token.Id).Take(atMost).ExecuteDeleteAsync(stopping);
    }
}
