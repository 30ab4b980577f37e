using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Localization;

namespace PowApp._1.Accounts;

/// <summary>The rules for a user's own data, held whenever UserManager creates or updates one.</summary>
public sealed class UserValidator(IStringLocalizer<Texts> localizer) : IUserValidator<User>
{
    public async Task<IdentityResult> ValidateAsync(UserManager<User> manager, User user)
    {
        if (!EmailAddress.TryParse(user.Email, out var address))
            return Refused(localizer["Enter an email address, such as name@example.com."]);

        var owner = await manager.FindByEmailAsync(address);
        return owner is null || owner.Id == user.Id ? IdentityResult.Success : Refused(localizer["This address already has an account."]);
    }

    private static IdentityResult Refused(string message) =>
        IdentityResult.Failed(new IdentityError { Code = nameof(User.Email), Description = message });
}
