using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Localization;
using PowApp._1.Mail;

namespace PowApp._1.Accounts;

/// <summary>The rules for a user's own data, checked whenever UserManager creates or updates a user.</summary>
public sealed class UserValidator(ReservedEmails reserved, IStringLocalizer<Texts> localizer) : IUserValidator<User>
{
    public async Task<IdentityResult> ValidateAsync(UserManager<User> manager, User user)
    {
        if (!EmailAddress.TryParse(user.Email, out var address))
            return Refused(localizer["Enter a valid email address, such as name@example.com."]);

        // Both are looked up for every address: the time must not tell which of them it is.
        var owner = await manager.FindByEmailAsync(address);
        var isReserved = await reserved.IsReservedAsync(address, exceptFor: user.Id);
        return isReserved || owner is not null && owner.Id != user.Id ? Refused(localizer["An account with this email already exists."]) : IdentityResult.Success;
    }

    private static IdentityResult Refused(string message) =>
        IdentityResult.Failed(new IdentityError { Code = nameof(AccountField.Email), Description = message });
}
