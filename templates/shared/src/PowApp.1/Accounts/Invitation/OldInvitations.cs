using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using PowApp._1.Data;

namespace PowApp._1.Accounts;

/// <summary>Invitations that were accepted or have expired a while ago.</summary>
public sealed class OldInvitations(AppDbContext db, IOptions<AccountOptions> options) : IOldRows
{
    public Task<int> DeleteAsync(DateTimeOffset now, int atMost, CancellationToken stopping)
    {
        var uncountedSince = now - options.Value.Invitation.ListedFor;
        return db.Set<Invitation>()
            .Where(invitation => (invitation.AcceptedAt ?? invitation.ExpiresAt) < uncountedSince)
            .OrderBy(invitation => invitation.Id)
            .Take(atMost)
            .ExecuteDeleteAsync(stopping);
    }
}
