using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
#if (EmailConfirmation)
using Microsoft.EntityFrameworkCore;
#endif
using PowApp._1.Data;

namespace PowApp._1.Accounts;

/// <summary>
/// Lets Identity's UserManager validate, normalize, hash and stamp, but never save: a service stages everything that belongs together
/// (user, token, email) and one <see cref="AppDbContext.TrySaveChangesAsync"/> writes all of it or nothing.
/// </summary>
public sealed class UserStore : UserOnlyStore<User, AppDbContext, Guid>
{
    public UserStore(AppDbContext db) : base(db) => AutoSaveChanges = false;

    // The base class attaches the user again, which would hide the concurrency stamp that was read.
    public override Task<IdentityResult> UpdateAsync(User user, CancellationToken cancellationToken = default)
    {
        user.ConcurrencyStamp = Guid.NewGuid().ToString();
        return Task.FromResult(IdentityResult.Success);
    }
#if (EmailConfirmation)

    /// <summary>Passes over a user who is staged to be deleted: the address is free for a user who is staged with it.</summary>
    public override async Task<User?> FindByEmailAsync(string normalizedEmail, CancellationToken cancellationToken = default) =>
        await base.FindByEmailAsync(normalizedEmail, cancellationToken) is { } user && Context.Entry(user).State != EntityState.Deleted ? user : null;
#endif
}
