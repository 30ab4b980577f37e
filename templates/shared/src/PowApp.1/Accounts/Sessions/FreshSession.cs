using Microsoft.AspNetCore.Authorization;

namespace PowApp._1.Accounts;

/// <summary>The user proved who they are within <see cref="SessionLimits.FreshFor"/> (ASVS 5.0 7.5.1): the one rule for sensitive actions.</summary>
public sealed class FreshSessionRequirement : IAuthorizationRequirement
{
    public const string Policy = "FreshSession";
}

#if (!Interactive)
public sealed class FreshSessionHandler(CurrentSession session) : AuthorizationHandler<FreshSessionRequirement>
#endif
#if (Interactive)
public sealed class FreshSessionHandler(TimeProvider clock) : AuthorizationHandler<FreshSessionRequirement>
#endif
{
    protected override Task HandleRequirementAsync(AuthorizationHandlerContext context, FreshSessionRequirement requirement)
    {
#if (!Interactive)
        if (session.IsFresh) context.Succeed(requirement);
#endif
#if (Interactive)
        if (SessionClaims.IsFreshAt(context.User, clock.GetUtcNow())) context.Succeed(requirement);
#endif
        return Task.CompletedTask;
    }
}
