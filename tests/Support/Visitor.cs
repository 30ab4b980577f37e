using System.Collections.Concurrent;
using System.Net;
using System.Text.RegularExpressions;

namespace Pow.Templates.Support;

/// <summary>A person at a browser: reads pages, follows links, fills forms in.</summary>
internal sealed partial class Visitor : IAsyncDisposable
{
    /// <summary>How long anything on a page may take, in milliseconds.</summary>
    public static readonly float Patience = (float)TimeLimit.Wait.TotalMilliseconds;

    private readonly ConcurrentBag<string> _complaints = [];
    private readonly ConcurrentBag<string> _requests = [];

    private Visitor(IBrowserContext context, IPage page)
    {
        (Context, Page) = (context, page);
        page.Request += (_, request) => _requests.Add(request.Url);
        page.RequestFailed += (_, request) => Check(request);
        page.Response += (_, response) => Check(response);
        page.Console += (_, message) => Check(message);
        page.PageError += (_, error) => _complaints.Add(error);
    }

    public IBrowserContext Context { get; }

    public IPage Page { get; }

    /// <summary>Requests that failed, errors in the console, pages without a policy that would cause some.</summary>
    public IReadOnlyCollection<string> Complaints => _complaints;

    /// <summary>The addresses that the browser asked.</summary>
    public IReadOnlyCollection<string> Requests => _requests;

    public static async Task<Visitor> EnterAsync(IBrowserContext context)
    {
        context.SetDefaultTimeout(Patience);
        return new Visitor(context, await context.NewPageAsync());
    }

    public ValueTask DisposeAsync() => Context.DisposeAsync();

    public Task GoToAsync(string path) => Page.GotoAsync(path);

    /// <summary>Makes the next form arrive as if its page had been open since before.</summary>
    public async Task MakeFormCookieStaleAsync()
    {
        var cookie = (await Context.CookiesAsync()).Single(cookie => FormCookie.IsMatch(cookie.Name));
        await Context.AddCookiesAsync([new() { Name = cookie.Name, Value = "stale", Domain = cookie.Domain, Path = cookie.Path, HttpOnly = true, SameSite = cookie.SameSite }]);
    }

    /// <summary>The first of the links with this text: the navigation may have the same one as the page.</summary>
    public ILocator Link(string text) => Page.GetByRole(AriaRole.Link, new() { Name = text, Exact = true }).First;

    public ILocator Button(string text) => Page.GetByRole(AriaRole.Button, new() { Name = text, Exact = true });

    public Task FollowAsync(string link) => Link(link).ClickAsync();

    public Task PressAsync(string button) => Button(button).ClickAsync();

    /// <summary>The form that this button sends.</summary>
    public ILocator Form(string button) => Page.Locator("form").Filter(new() { Has = Button(button) });

    /// <summary>A field of a form, by the last segment of its name: that much is promised to the clients of an app.</summary>
    public ILocator Field(string button, string name) => Form(button).Locator($"[name='{name}' i], [name$='.{name}' i]");

    public async Task SubmitAsync(string button, params (string Field, string Value)[] fields)
    {
        foreach (var (field, value) in fields) await Field(button, field).FillAsync(value);
        await Button(button).ClickAsync();
    }

    /// <summary>Sends a form with nothing filled in, past the browser's own check, so that the app refuses every field.</summary>
    public async Task SubmitEmptyAsync(string button)
    {
        var form = Form(button);
        await form.EvaluateAsync("form => form.noValidate = true");
        foreach (var field in await form.Locator("input:not([type=hidden], [type=checkbox], [readonly])").AllAsync()) await field.ClearAsync();
        await Button(button).ClickAsync();
        await Expect(Page.GetByRole(AriaRole.Alert)).ToBeVisibleAsync();
    }

    public Task SeesAsync(string text) => Expect(Page.GetByText(text).First).ToBeVisibleAsync();

    public Task IsAtAsync(string path) => Expect(Page).ToHaveURLAsync(path);

    /// <summary>The row of a device on the sessions page.</summary>
    public ILocator Session(Device device) => Page.GetByRole(AriaRole.Listitem).Filter(new() { HasText = device.Name });

    public async Task RegisterAsync(Account account)
    {
        await FillInRegistrationAsync(account);
        await SeesAsync($"Signed in as {account.Email}");
    }

    /// <summary>The same, where the address has to be confirmed.</summary>
    public async Task RegisterAndConfirmAsync(Account account)
    {
        await FillInRegistrationAsync(account);
        await SeesAsync("Check your email");
        await OpenMailAsync(account.Email, "Confirm your email address");
        await ConfirmEmailAsync("Confirm my address");
        await SignInAsync(account);
    }

    public async Task FillInRegistrationAsync(Account account)
    {
        await GoToAsync("/");
        await FollowAsync("Create account");
        await SubmitAsync("Create account", ("email", account.Email), ("password", account.Password), ("passwordConfirmation", account.Password));
    }

    /// <summary>Confirms an address through the open mail.</summary>
    public async Task ConfirmEmailAsync(string link)
    {
        await FollowMailAsync(link, ConfirmEmail);
        await PressAsync("Confirm my address");
        await SeesAsync("Your email is confirmed.");
    }

    public async Task SignInAsync(Account account)
    {
        await TrySignInAsync(account);
        await SeesAsync($"Signed in as {account.Email}");
    }

    /// <summary>Signs in on a device that stays signed in.</summary>
    public async Task SignInToStayAsync(Account account)
    {
        await GoToAsync("/session/new");
        await Page.GetByLabel("Keep me signed in").CheckAsync();
        await SubmitAsync("Sign in", ("email", account.Email), ("password", account.Password));
        await SeesAsync($"Signed in as {account.Email}");
    }

    /// <summary>Closes the browser and opens it again: what was not meant to last is gone.</summary>
    public async Task ReopenBrowserAsync()
    {
        var cookies = await Context.CookiesAsync();
        foreach (var cookie in cookies.Where(cookie => cookie.Expires < 0)) await Context.ClearCookiesAsync(new() { Name = cookie.Name });
    }

    public async Task TrySignInAsync(Account account)
    {
        await GoToAsync("/session/new");
        await SubmitAsync("Sign in", ("email", account.Email), ("password", account.Password));
    }

    public async Task SignOutAsync()
    {
        await Page.GetByRole(AriaRole.Navigation).GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();
        await SeesAsync("You've been signed out.");
    }

    public async Task AskToResetPasswordAsync(string email)
    {
        await GoToAsync("/session/new");
        await FollowAsync("Forgot your password?");
        await SubmitAsync("Send reset link", ("email", email));
        await SeesAsync("we've emailed it a link");
    }

    public async Task InviteAsync(string email)
    {
        await FollowAsync("Invitations");
        await FollowAsync("Invite someone");
        await SubmitAsync("Send invitation", ("email", email));
        await SeesAsync("Invitation sent.");
    }

    /// <summary>Creates an account through the mail of an invitation.</summary>
    public async Task AcceptInvitationAsync(Account account)
    {
        await OpenMailAsync(account.Email, "You've been invited to Shop");
        await FollowMailAsync("Create account", AcceptInvitation);
        await Expect(Field("Create account", "email")).ToHaveValueAsync(account.Email);
        await SubmitAsync("Create account", ("password", account.Password), ("passwordConfirmation", account.Password));
        await SeesAsync($"Signed in as {account.Email}");
    }

    /// <summary>Waits for a mail in the development mailbox and opens it.</summary>
    /// <param name="count">Which of several such mails: each retires the link of the one before.</param>
    public async Task OpenMailAsync(string to, string subject, int count = 1)
    {
        await GoToAsync("/");
        await FollowAsync("Development mailbox");
        await PickMailAsync(to, subject, count);
    }

    /// <summary>The same, on the page of the mailbox.</summary>
    public async Task PickMailAsync(string to, string subject, int count = 1)
    {
        var mails = Page.GetByRole(AriaRole.Listitem).Filter(new() { HasText = to }).GetByRole(AriaRole.Link, new() { Name = subject });
        var deadline = DateTime.UtcNow + TimeLimit.Wait;
        while (await mails.CountAsync() < count)
        {
            Assert.True(DateTime.UtcNow < deadline, $"No mail \"{subject}\" to {to} came.");
            await Task.Delay(200, TestContext.Current.CancellationToken); // Nothing tells a page that a mail came.
            await FollowAsync("Refresh");
        }

        await mails.First.ClickAsync(); // The newest.
    }

    /// <summary>Clicks the button of the open mail, in its HTML part.</summary>
    public async Task FollowMailAsync(string link, Regex to)
    {
        await Page.FrameLocator("iframe").GetByRole(AriaRole.Link, new() { Name = link }).ClickAsync();
        await Expect(Page).ToHaveURLAsync(to);
    }

    /// <summary>Where the link of the open mail leads.</summary>
    public async Task<string> MailedLinkAsync() => (await Page.Locator("main a[href^=http]").First.GetAttributeAsync("href"))!;

    [GeneratedRegex("/invitations/accept$")]
    private static partial Regex AcceptInvitation { get; }

    [GeneratedRegex("/confirm-email/edit$")]
    public static partial Regex ConfirmEmail { get; }

    [GeneratedRegex("-forms$")]
    private static partial Regex FormCookie { get; }

    private void Check(IRequest request)
    {
        // Who goes on before a page is complete ends what it still loads.
        if (request.Failure is not "net::ERR_ABORTED") _complaints.Add($"{request.Url} failed: {request.Failure}");
    }

    private void Check(IResponse response)
    {
        if (response.Request.ResourceType is not "document")
        {
            if (!response.Ok && response.Status is not (int)HttpStatusCode.NotModified) _complaints.Add($"{response.Url} answered {response.Status}");
        }
        else if (response.Headers.GetValueOrDefault("content-security-policy")?.StartsWith("default-src 'none'", StringComparison.Ordinal) is not true)
        {
            _complaints.Add($"{response.Url} came without a strict Content-Security-Policy");
        }
    }

    private void Check(IConsoleMessage message)
    {
        // The status of a page, such as the 422 of a refused form, is reported too; that of all else is checked above.
        var isStatus = message.Text.StartsWith("Failed to load resource", StringComparison.Ordinal);
        if (message.Type is "error" or "warning" && !isStatus) _complaints.Add(message.Text);
    }
}
