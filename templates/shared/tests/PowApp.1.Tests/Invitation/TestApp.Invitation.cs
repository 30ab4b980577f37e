namespace PowApp._1.Tests;

public partial class TestApp
{
    public async Task<Visitor> NewInviter() => await SignedInAs(await NewUser());

    /// <summary>The secret in the email to somebody whom a user invites.</summary>
    public async Task<string> InvitationOf(Visitor inviter, string address)
    {
        Assert.Succeeds(await inviter.InviteAsync(address));
        return (await Mailbox.ToAsync(address))[^1].Secret;
    }

    public async Task<string> InvitationTo(string address) => await InvitationOf(await NewInviter(), address);
}

/// <summary>What its inviter is told of an invitation.</summary>
/// <param name="State">Pending, Accepted or Expired.</param>
public sealed record ListedInvitation(Guid Id, string Email, string State);
