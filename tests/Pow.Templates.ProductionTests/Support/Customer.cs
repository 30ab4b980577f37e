using System.Net;

namespace Pow.Templates.ProductionTests.Support;

/// <summary>Somebody who remembers what the app has acknowledged, and what it was asked last without an answer.</summary>
internal sealed class Customer(Func<ICustomerClient> newClient) : IDisposable
{
    private const string NewPassword = "a new and better one";

    private readonly Account _account = Account.New();
    private readonly ICustomerClient _desktop = newClient();
    private readonly ICustomerClient _phone = newClient();
    private Act _acknowledged;
    private Act _asked;

    /// <summary>In the order in which they are done.</summary>
    private enum Act
    {
        None,
        Register,
        SignIn,
        ChangePassword,
        AskToResetPassword,
    }

    public bool MetACrash => _asked != _acknowledged;

    /// <summary>Does all that customers do, until the app dies.</summary>
    /// <param name="onAcknowledged">Called after each act.</param>
    public async Task LiveAsync(Action onAcknowledged)
    {
        try
        {
            await DoAsync(Act.Register, () => _desktop.RegisterAsync(_account));
            await DoAsync(Act.SignIn, () => _phone.SignInAsync(_account));
            await DoAsync(Act.ChangePassword, () => _phone.ChangePasswordAsync(_account.Password, NewPassword));
            await DoAsync(Act.AskToResetPassword, () => _phone.AskToResetPasswordAsync(_account.Email));
        }
        catch (HttpRequestException)
        {
            // It died.
        }

        async Task DoAsync(Act act, Func<Task<Answer>> ask)
        {
            _asked = act;
            Answer answer;
            do answer = await ask();
            while (answer.Status is HttpStatusCode.ServiceUnavailable); // So many write at once that a turn may not come in time: try again.
            Assert.True(answer.Succeeded, answer.ToString());
            _acknowledged = act;
            onAcknowledged();
        }
    }

    /// <summary>All that was acknowledged is so. What was asked last is so or not, with all that belongs to it.</summary>
    public async Task AssertKeptAsync(MailServer mails)
    {
        var isRegistered = await CanSignInAsync(_account.Password);
        var isChanged = await CanSignInAsync(NewPassword);
        Assert.False(isRegistered && isChanged, "Both passwords work.");
        isRegistered |= isChanged;

        AssertDone(Act.Register, isRegistered);
        AssertDone(Act.ChangePassword, isChanged);
        AssertMails("Your password was changed", Act.ChangePassword, isChanged);
        AssertMails("Reset your password", Act.AskToResetPassword, mails.MailsTo(_account.Email, "Reset your password").Count > 0);
        await AssertSessionsAsync(isChanged);
        if (!isRegistered) await DoesNotStandInTheWayAsync();

        void AssertMails(string subject, Act of, bool isDone)
        {
            AssertDone(of, isDone);
            Assert.Equal(isDone, mails.MailsTo(_account.Email, subject).Count > 0);
        }
    }

    public void Dispose()
    {
        _desktop.Dispose();
        _phone.Dispose();
    }

    private void AssertDone(Act act, bool isDone) =>
        Assert.True(isDone ? act <= _asked : act > _acknowledged, $"{act}: done is {isDone}, asked was {_asked}, acknowledged {_acknowledged}.");

    private async Task AssertSessionsAsync(bool isChanged)
    {
        if (_acknowledged >= Act.Register) Assert.Equal(!isChanged, await _desktop.IsSignedInAsync());
        if (_acknowledged >= Act.ChangePassword || _acknowledged is Act.SignIn && !isChanged) Assert.True(await _phone.IsSignedInAsync());
    }

    private async Task DoesNotStandInTheWayAsync()
    {
        using var client = newClient();
        Assert.True((await client.RegisterAsync(_account)).Succeeded);
    }

    private async Task<bool> CanSignInAsync(string password)
    {
        using var client = newClient();
        return (await client.SignInAsync(_account with { Password = password })).Succeeded;
    }
}
