using Microsoft.AspNetCore.Authorization;

namespace PowApp._1.Accounts;

/// <summary>The user proved who they are within <see cref="SessionLimits.FreshFor"/> (ASVS 5.0 7.5.1): the one rule for sensitive actions.</summary>
public sealed class FreshSessionRequirement : IAuthorizationRequirement
{
    public const string Policy = "FreshSession";
}

public sealed class FreshSessionHandler(CurrentSession session) : AuthorizationHandler<FreshSessionRequirement>
{
    protected override Task HandleRequirementAsync(AuthorizationHandlerContext context, FreshSessionRequirement requirement)
    {
        if (session.IsFresh) context.Succeed(requirement);
        return Task.CompletedTask;
    }
}
