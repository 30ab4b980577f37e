using System.Text.RegularExpressions;

namespace Pow.Templates.BrowserTests.Support;

/// <summary>A person at a browser: reads pages, follows links, fills forms in.</summary>
internal sealed class Visitor : IAsyncDisposable
{
    /// <summary>How long anything on a page may take, in milliseconds.</summary>
    public const float Patience = 15_000;

    private Visitor(IBrowserContext context, IPage page) => (Context, Page) = (context, page);

    public IBrowserContext Context { get; }

    public IPage Page { get; }

    public static async Task<Visitor> EnterAsync(IBrowserContext context)
    {
        context.SetDefaultTimeout(Patience);
        return new Visitor(context, await context.NewPageAsync());
    }

    public ValueTask DisposeAsync() => Context.DisposeAsync();

    public async Task<Visitor> GoToAsync(string path)
    {
        await Page.GotoAsync(path);
        return this;
    }

    public Task FollowAsync(string link) => Page.GetByRole(AriaRole.Link, new() { Name = link, Exact = true }).First.ClickAsync();

    public Task PressAsync(string button) => Page.GetByRole(AriaRole.Button, new() { Name = button, Exact = true }).ClickAsync();

    /// <summary>The form that this button sends.</summary>
    public ILocator Form(string button) =>
        Page.Locator("form").Filter(new() { Has = Page.GetByRole(AriaRole.Button, new() { Name = button, Exact = true }) });

    public async Task SubmitAsync(string button, params (string Label, string Value)[] fields)
    {
        var form = Form(button);
        foreach (var (label, value) in fields) await form.GetByLabel(label, new() { Exact = true }).FillAsync(value);
        await form.GetByRole(AriaRole.Button).ClickAsync();
    }

    /// <summary>Sends a form with nothing filled in, past the browser's own check, so that the app refuses every field.</summary>
    public async Task SubmitEmptyAsync(string button)
    {
        var form = Form(button);
        await form.EvaluateAsync("form => { form.noValidate = true; for (const input of form.querySelectorAll('input:not([type=hidden], [readonly])')) input.value = '' }");
        await form.GetByRole(AriaRole.Button).ClickAsync();
        await Expect(Page.GetByRole(AriaRole.Alert)).ToBeVisibleAsync();
    }

    public Task SeesAsync(string text) => Expect(Page.GetByText(text).First).ToBeVisibleAsync();

    public Task IsAtAsync(string path) => Expect(Page).ToHaveURLAsync(path);

    /// <summary>The row of a device on the sessions page.</summary>
    public ILocator Session(Device device) => Page.GetByRole(AriaRole.Listitem).Filter(new() { HasText = device.Name });

    public async Task RegisterAsync(Account account)
    {
        await GoToAsync("/");
        await FollowAsync("Register");
        await SubmitAsync("Register", ("Email", account.Email), ("Password", account.Password), ("Repeat password", account.Password));
        await SeesAsync($"Signed in as {account.Email}");
    }

    public async Task SignInAsync(Account account)
    {
        await TrySignInAsync(account);
        await SeesAsync($"Signed in as {account.Email}");
    }

    public async Task TrySignInAsync(Account account)
    {
        await GoToAsync("/session/new");
        await SubmitAsync("Sign in", ("Email", account.Email), ("Password", account.Password));
    }

    public async Task SignOutAsync()
    {
        await Page.GetByRole(AriaRole.Navigation).GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();
        await SeesAsync("You are signed out.");
    }

    public async Task AskToResetPasswordAsync(string email)
    {
        await GoToAsync("/session/new");
        await FollowAsync("Forgot your password?");
        await SubmitAsync("Send the link", ("Email", email));
        await SeesAsync("a mail with a link is on its way");
    }

    /// <summary>Waits for a mail in the development mailbox and opens it.</summary>
    public async Task OpenMailAsync(string to, string subject)
    {
        var mail = Page.GetByRole(AriaRole.Listitem).Filter(new() { HasText = to }).GetByRole(AriaRole.Link, new() { Name = subject }).First;
        var deadline = DateTime.UtcNow.AddMilliseconds(Patience);
        await GoToAsync("/");
        await FollowAsync("Development mailbox");
        while (!await mail.IsVisibleAsync())
        {
            Assert.True(DateTime.UtcNow < deadline, $"No mail \"{subject}\" to {to} came.");
            await Task.Delay(200, TestContext.Current.CancellationToken); // Nothing tells a page that a mail came.
            await FollowAsync("Look again");
        }

        await mail.ClickAsync();
    }

    /// <summary>Clicks the button of the open mail, in its HTML part.</summary>
    public async Task FollowMailAsync(string link, Regex to)
    {
        await Page.FrameLocator("iframe").GetByRole(AriaRole.Link, new() { Name = link }).ClickAsync();
        await Expect(Page).ToHaveURLAsync(to);
    }
}
