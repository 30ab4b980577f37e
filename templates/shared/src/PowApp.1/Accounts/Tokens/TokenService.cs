using Microsoft.EntityFrameworkCore;
using PowApp._1.Data;

namespace PowApp._1.Accounts;

/// <summary>Issues and looks up the secrets in mailed links. Using one up is staged: it counts when the caller's save succeeds.</summary>
public sealed class TokenService(AppDbContext db, Throttle throttle, AccountEvents events, TimeProvider clock)
{
    private DbSet<AccountToken> Tokens => db.Set<AccountToken>();

    /// <summary>Stages a token and returns the secret that goes into the mail.</summary>
    /// <param name="issuedAt">When what it is about happened, if that was not now.</param>
    public async Task<string> StageAsync(TokenPurpose purpose, User user, string sentTo, TimeSpan lifetime, DateTimeOffset? issuedAt = null)
    {
        if (purpose.EndsWithRights)
            Tokens.RemoveRange(await Tokens.Where(token => token.UserId == user.Id && token.Purpose == purpose.Name).ToListAsync());

        var secret = Secret.New();
        var now = clock.GetUtcNow();
        Tokens.Add(new AccountToken
        {
            UserId = user.Id,
            Purpose = purpose.Name,
            Hash = Secret.Hash(secret),
            SentTo = sentTo,
            SecurityStamp = purpose.EndsWithRights ? user.SecurityStamp : null,
            IssuedAt = issuedAt ?? now,
            ExpiresAt = now + lifetime,
        });
        events.Write(AccountEvent.LinkIssued, user.Id);
        return secret;
    }

    /// <summary>The token behind a secret, with its user; null when it is unknown, used, expired, replaced or for something else.</summary>
    public async Task<AccountToken?> FindAsync(TokenPurpose purpose, string secret)
    {
        throttle.TakeWrongLink();
        var hash = Secret.Hash(secret);
        var now = clock.GetUtcNow();
        var found = await Tokens.Include(token => token.User).SingleOrDefaultAsync(token =>
            token.Hash == hash
            && token.Purpose == purpose.Name
            && token.ExpiresAt > now
            && (token.SecurityStamp == null
                || (token.SecurityStamp == token.User.SecurityStamp && (!purpose.GoesToOwnAddress || token.SentTo == token.User.Email))));

        if (found is null) events.WriteRefused(AccountEvent.LinkRefused);
        else throttle.GiveBackWrongLink();
        return found;
    }

#if (ResetPassword || EmailConfirmation)
    /// <summary>Stages the end of a token. Of several requests that use it at once, the save of all but one fails.</summary>
    public void StageUse(AccountToken token) => Tokens.Remove(token);

#endif
    /// <summary>Stages the end of a user's tokens for a purpose, from one that was issued then on.</summary>
    public async Task StageEndSinceAsync(TokenPurpose purpose, User user, DateTimeOffset issuedAt) =>
        Tokens.RemoveRange(await Tokens
            .Where(token => token.UserId == user.Id && token.Purpose == purpose.Name && token.IssuedAt >= issuedAt)
            .ToListAsync());
}
