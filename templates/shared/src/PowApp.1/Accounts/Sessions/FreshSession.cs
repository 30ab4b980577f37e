using Microsoft.AspNetCore.Authorization;

namespace PowApp._1.Accounts;

/// <summary>The password was given within <see cref="SessionLimits.FreshFor"/> (ASVS 5.0 7.5.1).</summary>
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
