using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace PowApp._1.Accounts;

/// <summary>Makes every saved change of a user, wherever it is made, count for the sessions that are in memory.</summary>
public sealed class ForgetChangedUsers(SessionCache cache) : SaveChangesInterceptor
{
    private Guid[] _changed = [];

    public override ValueTask<InterceptionResult<int>> SavingChangesAsync(
        DbContextEventData data, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        _changed = [.. data.Context!.ChangeTracker.Entries<User>()
            .Where(entry => entry.State is EntityState.Modified or EntityState.Deleted)
            .Select(entry => entry.Entity.Id)];
        return new(result);
    }

    public override ValueTask<int> SavedChangesAsync(
        SaveChangesCompletedEventData data, int result, CancellationToken cancellationToken = default)
    {
        foreach (var userId in _changed) cache.ForgetUser(userId);
        return new(result);
    }
}
