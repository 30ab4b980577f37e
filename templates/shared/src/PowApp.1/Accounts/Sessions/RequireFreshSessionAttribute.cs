using Microsoft.AspNetCore.Authorization;

namespace PowApp._1.Accounts;

/// <summary>
/// Lets an action run only if the password was given within <see cref="SessionLimits.FreshFor"/>; otherwise asks for it and then
/// leads back to the page that the action is offered on.
/// </summary>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Class)]
public sealed class RequireFreshSessionAttribute(string page) : AuthorizeAttribute(PolicyName)
{
    public const string PolicyName = "FreshSession";

    public string Page { get; } = page;
}

public sealed class FreshSessionRequirement : IAuthorizationRequirement;

public sealed class FreshSessionHandler(CurrentSession session) : AuthorizationHandler<FreshSessionRequirement>
{
    protected override Task HandleRequirementAsync(AuthorizationHandlerContext context, FreshSessionRequirement requirement)
    {
        if (session.IsFresh) context.Succeed(requirement);
        return Task.CompletedTask;
    }
}
