namespace Pow.Templates.BrowserTests.Support;

/// <summary>Every page of the app, as it is first met and as it refuses a form, ready to be looked at.</summary>
internal sealed class Gallery
{
    private const string Nobody = "nobody-with-a-rather-long-address@newsletters.department.example.com";

    private static readonly Dictionary<string, GalleryPage> _pages = new()
    {
        ["home"] = Page("/"),
        ["register"] = Page("/registration/new"),
        ["register-refused"] = Page("/registration/new", visitor => visitor.SubmitEmptyAsync("Create account")),
        ["sign-in"] = Page("/session/new"),
        ["sign-in-refused"] = Page("/session/new", visitor => visitor.SubmitEmptyAsync("Sign in")),
        ["sign-in-wrong"] = Page("/session/new", async visitor =>
        {
            await visitor.SubmitAsync("Sign in", ("email", Nobody), ("password", "not the password"));
            await Expect(visitor.Page.GetByRole(AriaRole.Alert)).ToBeVisibleAsync();
        }),
        ["sign-in-expired"] = Page("/session/new", async visitor =>
        {
            await visitor.MakeFormCookieStaleAsync();
            await visitor.SubmitAsync("Sign in", ("email", "ada@example.com"), ("password", "any password"));
            await visitor.SeesAsync("This page was open too long");
        }),
        ["reset-password"] = Page("/reset-password/new"),
        ["reset-password-refused"] = Page("/reset-password/new", visitor => visitor.SubmitEmptyAsync("Send reset link")),
        ["reset-password-sent"] = Page("/reset-password/new", async visitor =>
        {
            await visitor.SubmitAsync("Send reset link", ("email", Nobody));
            await visitor.IsAtAsync("/reset-password/sent");
        }),
        ["reset-password-link-not-valid"] = Page("/reset-password/nonsense"),
        ["new-password"] = Page(gallery => gallery._resetLink),
        ["new-password-refused"] = Page(gallery => gallery._resetLink, visitor => visitor.SubmitEmptyAsync("Save new password")),
        ["invitations"] = Page("/invitations") with { SignedIn = true },
        ["invite"] = Page("/invitations/new") with { SignedIn = true },
        ["invite-refused"] = Page("/invitations/new", visitor => visitor.SubmitEmptyAsync("Send invitation")) with { SignedIn = true },
        ["accept-invitation"] = Page(gallery => gallery._invitation),
        ["accept-invitation-refused"] = Page(gallery => gallery._invitation, visitor => visitor.SubmitEmptyAsync("Create account")),
        ["invitation-not-valid"] = Page("/invitations/nonsense"),
        ["confirmation-request"] = Page("/confirm-email/new"),
        ["confirmation-request-refused"] = Page("/confirm-email/new", visitor => visitor.SubmitEmptyAsync("Resend the confirmation email")),
        ["confirmation-sent"] = Page("/confirm-email/new", async visitor =>
        {
            await visitor.SubmitAsync("Resend the confirmation email", ("email", Nobody));
            await visitor.IsAtAsync("/confirm-email/sent");
        }),
        ["confirm-email"] = Page(gallery => gallery._changeLink),
        ["confirm-email-link-not-valid"] = Page("/confirm-email/nonsense"),
        ["confirm-registration"] = Page(gallery => gallery._registrationLink),
        ["confirm-registration-refused"] = Page(gallery => gallery._registrationLink, visitor => visitor.SubmitEmptyAsync("Set password and confirm")),
        ["undo-change"] = Page(gallery => gallery._undoLink),
        ["undo-change-refused"] = Page(gallery => gallery._undoLink, visitor => visitor.SubmitEmptyAsync("Restore my email")),
        ["undo-change-link-not-valid"] = Page("/account-changes/nonsense"),
        ["not-found"] = Page("/nowhere"),
        ["home-signed-in"] = Page("/") with { SignedIn = true },
        ["home-notice"] = Page("/session/new") with { SignedIn = true },
        ["menu"] = Page("/", visitor => visitor.Page.Locator(".menu").EvaluateAsync("menu => menu.open = true")) with { SignedIn = true },
        ["account"] = Page("/registration/edit") with { SignedIn = true },
        ["account-email-refused"] = Page("/registration/edit", visitor => visitor.SubmitEmptyAsync("Change email")) with { SignedIn = true },
        ["account-password-refused"] = Page("/registration/edit", visitor => visitor.SubmitEmptyAsync("Change password")) with { SignedIn = true },
        ["sessions"] = Page("/sessions") with { SignedIn = true },
        ["reauthenticate"] = Page("/session/reauthenticate") with { SignedIn = true },
        ["reauthenticate-refused"] = Page("/session/reauthenticate", visitor => visitor.SubmitEmptyAsync("Continue")) with { SignedIn = true },
        ["form-expired"] = Page("/", async visitor =>
        {
            await visitor.MakeFormCookieStaleAsync();
            await visitor.PressAsync("Sign out");
            await visitor.SeesAsync("This form has expired");
        }) with
        { SignedIn = true },
        ["mailbox"] = Page("/dev/mailbox"),
        ["mailbox-message"] = Page(gallery => gallery._mail),
    };

    // Long enough to break a page that does not expect it.
    private static readonly Account _account = new("maria-magdalena.von-der-lindenburg@newsletters.department.example.com", "correct horse battery");

    private static readonly Account _guest = new("wolfeschlegelsteinhausenbergerdorff@department.example.com", "correct horse battery");

    private static readonly Account _renamed = new("maria-magdalena.graefin-von-der-lindenburg@newsletters.example.com", "correct horse battery");
    private static readonly Account _newcomer = new("a-newcomer-with-a-rather-long-address@newsletters.department.example.com", "correct horse battery");

    private readonly Shop _shop;
    private string _session = "";
    private string _resetLink = "";
    private string _undoLink = "";
    private string _changeLink = "";
    private string _registrationLink = "";
    private string _invitation = "";
    private string _mail = "";

    private Gallery(Shop shop) => _shop = shop;

    public static TheoryData<string> Pages => [.. _pages.Keys];

    public static async Task<Gallery> PrepareAsync(Shop shop)
    {
        var gallery = new Gallery(shop);
        await gallery.PrepareAsync();
        return gallery;
    }

    /// <summary>A visitor who looks at a page.</summary>
    public async Task<Visitor> ShowAsync(string name)
    {
        var page = _pages[name];
        var visitor = await _shop.VisitAsync(new() { StorageState = page.SignedIn ? _session : null });
        await visitor.GoToAsync(page.Path(this));
        await page.Act(visitor);
        // With its styles. Playwright's own wait can miss the end of a page that a form led to.
        await visitor.Page.EvaluateAsync("() => document.readyState === 'complete' || new Promise(done => addEventListener('load', () => done()))");
        return visitor;
    }

    private async Task PrepareAsync()
    {
        var before = Account.New();
        await using var owner = await _shop.VisitAsync();
        await owner.RegisterAndConfirmAsync(before);
        await owner.FollowAsync("Account");
        await owner.SubmitAsync("Change email", ("email", _account.Email));
        await owner.SeesAsync("We sent a link to");
        await owner.OpenMailAsync(_account.Email, "Confirm your new email address");
        await owner.ConfirmEmailAsync("Confirm this address");
        await owner.SubmitAsync("Change email", ("email", _renamed.Email));
        await owner.SeesAsync("We sent a link to");
        _session = await owner.Context.StorageStateAsync();
        await owner.InviteAsync(_guest.Email);
        await owner.InviteAsync(Account.New().Email);

        foreach (var device in new[] { Device.Laptop, Device.Phone })
        {
            await using var elsewhere = await _shop.VisitAsync(new() { UserAgent = device.UserAgent });
            await elsewhere.SignInToStayAsync(_account);
        }

        await using var reader = await _shop.VisitAsync();
        await reader.OpenMailAsync(before.Email, "Your email address is about to change");
        _undoLink = await reader.MailedLinkAsync();
        await reader.OpenMailAsync(_renamed.Email, "Confirm your new email address");
        _changeLink = await reader.MailedLinkAsync();
        await owner.Context.ClearCookiesAsync();
        await owner.FillInRegistrationAsync(_newcomer);
        await reader.OpenMailAsync(_newcomer.Email, "Confirm your email address");
        _registrationLink = await reader.MailedLinkAsync();
        await reader.AskToResetPasswordAsync(_account.Email);
        await reader.OpenMailAsync(_account.Email, "Reset your password");
        _resetLink = await reader.MailedLinkAsync();
        _mail = reader.Page.Url;
        await reader.OpenMailAsync(_guest.Email, "You've been invited to Shop");
        _invitation = await reader.MailedLinkAsync();
    }

    private static GalleryPage Page(string path, Func<Visitor, Task>? act = null) => Page(_ => path, act);

    private static GalleryPage Page(Func<Gallery, string> path, Func<Visitor, Task>? act = null) => new(path, act ?? (_ => Task.CompletedTask));

    /// <param name="Path">Where the page is.</param>
    /// <param name="Act">What is done there before looking.</param>
    private sealed record GalleryPage(Func<Gallery, string> Path, Func<Visitor, Task> Act)
    {
        public bool SignedIn { get; init; }
    }
}
