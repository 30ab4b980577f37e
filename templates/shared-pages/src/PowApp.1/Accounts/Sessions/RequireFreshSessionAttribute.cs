using Microsoft.AspNetCore.Authorization;

namespace PowApp._1.Accounts;

/// <summary>
/// Lets an action run only if the password was given within <see cref="SessionLimits.FreshFor"/>; otherwise asks for it and then
/// leads back to the page that the action is offered on.
/// </summary>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Class)]
public sealed class RequireFreshSessionAttribute(string page) : AuthorizeAttribute(FreshSessionRequirement.Policy)
{
    public string Page { get; } = page;
}
