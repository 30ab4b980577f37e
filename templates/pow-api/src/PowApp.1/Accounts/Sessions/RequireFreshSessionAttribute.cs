using Microsoft.AspNetCore.Authorization;

namespace PowApp._1.Accounts;

/// <summary>
/// Lets an action run only if the password was given within <see cref="SessionLimits.FreshFor"/>; otherwise answers 403 with the code
/// <c>reauthentication_required</c>.
/// </summary>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Class)]
public sealed class RequireFreshSessionAttribute() : AuthorizeAttribute(FreshSessionRequirement.Policy);
