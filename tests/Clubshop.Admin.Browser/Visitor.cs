using System.Collections.Concurrent;
using System.Globalization;
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace Clubshop.Admin.Browser;

/// <summary>
/// A person at a browser: signs in, looks for things by what they are called, and has every page scanned by axe. What the browser complains of
/// and the journey did not announce, in any tab, fails the journey at its end.
/// </summary>
internal sealed class Visitor : IAsyncDisposable
{
    private const string TellsOfRefusals =
        "addEventListener('securitypolicyviolation', refused => console.error(`Content Security Policy: ${refused.violatedDirective} refused ${refused.blockedURI || 'inline'} in ${refused.sourceFile}`));";

    private static readonly string[] LostConnection =
    [
        "WebSocket", "ERR_CONNECTION", "ERR_EMPTY_RESPONSE", "ERR_INCOMPLETE_CHUNKED_ENCODING", "Failed to fetch", "negotiat", "onnection disconnected", "onnection closed", "'Connected' State",
        "server timeout", "start the connection", "start the transport", "Connection was disconnected",
    ];

    // Another theme is drawn a frame later, and a colour that is inherited begins to change when the one above it has: until three frames in a row change nothing.
    private const string Settled = """
        async () => {
          for (let quiet = 0; quiet < 3; quiet++) {
            await new Promise(requestAnimationFrame);
            const running = document.getAnimations().filter(one => one instanceof CSSTransition);
            if (running.length > 0) quiet = -1;
            await Promise.all(running.map(one => one.finished.catch(() => null)));
          }
        }
        """;

    private readonly IBrowserContext _context;
    private readonly Portal _portal;
    private readonly Uri? _front;
    private readonly Dictionary<string, Authenticator> _phones;
    private readonly ConcurrentQueue<string> _complaints;
    private readonly ConcurrentQueue<string> _expected = new();

    private Visitor(Portal portal, Uri? front, IBrowserContext context, IPage page, Dictionary<string, Authenticator> phones, ConcurrentQueue<string> complaints) =>
        (_portal, _front, _context, Page, _phones, _complaints) = (portal, front, context, page, phones, complaints);

    /// <summary>The page.</summary>
    public IPage Page { get; }

    /// <summary>What the browser complained of, unannounced: errors in the console and of scripts, and what the content security policy refused.</summary>
    public IReadOnlyList<string> Complaints => [.. _complaints.Where(text => !_expected.Any(part => text.Contains(part, StringComparison.Ordinal)))];

    /// <summary>Opens a browser on the portal, or on what stands in front of it.</summary>
    public static async Task<Visitor> ToAsync(Portal portal, int width = 1440, int height = 900, ColorScheme scheme = ColorScheme.Light, Uri? front = null)
    {
        var context = await Browsers.VisitorAsync(width, height, scheme);
        await context.AddInitScriptAsync(TellsOfRefusals);
        var complaints = new ConcurrentQueue<string>();
        context.Page += (_, page) => Listen(page, complaints);
        var page = await context.NewPageAsync();
        return new Visitor(portal, front, context, page, new(StringComparer.Ordinal), complaints);
    }

    /// <summary>Announces what the browser will complain of.</summary>
    /// <param name="part">What the complaint contains.</param>
    public void Expect(string part) => _expected.Enqueue(part);

    /// <summary>Announces a page that is answered with an error status.</summary>
    public void ExpectStatus(int status) => Expect(string.Create(CultureInfo.InvariantCulture, $"responded with a status of {status}"));

    /// <summary>Announces that the portal will not be there for a while: the browser tells it of the socket, of requests, and of what was to be sent.</summary>
    public void ExpectLostConnection()
    {
        foreach (var part in LostConnection)
            Expect(part);
    }

    /// <summary>Another tab of the same person: same cookies.</summary>
    public async Task<IPage> AnotherTabAsync() => await _context.NewPageAsync();

    /// <summary>The same person in a browser that has nothing of the portal but the session.</summary>
    public async Task<IBrowserContext> WithAnEmptyCacheAsync() => await Browsers.VisitorAsync(cookies: await _context.StorageStateAsync());

    /// <summary>From the next page on the portal is read in Hindi in this browser.</summary>
    public Task ReadHindiAsync() => _context.AddCookiesAsync([new() { Name = "clubshop.language", Value = "hi", Url = (_front ?? _portal.Address).AbsoluteUri }]);

    /// <summary>Goes to an address and waits for its heading.</summary>
    public async Task GoAsync(string path)
    {
        await Page.GotoAsync(new Uri(_front ?? _portal.Address, path).AbsoluteUri, new() { WaitUntil = WaitUntilState.DOMContentLoaded });
        await ThereAsync(Page);
    }

    /// <summary>Waits for the page itself, which takes the place of its first paint, and until its heading has the focus, which would be taken from a field otherwise.</summary>
    public static async Task ThereAsync(IPage page)
    {
        await page.Locator("body:not(:has(.first-paint)) h1").First.WaitForAsync();
        try
        {
            await page.WaitForFunctionAsync("() => !document.querySelector('.frame') || document.activeElement !== document.body", null, new() { Timeout = 3000 });
        }
        catch (TimeoutException)
        {
            // A page that leaves the focus where it was.
        }
    }

    /// <summary>Signs in with every factor, enrolling an authenticator where none is yet; scans each step.</summary>
    /// <param name="email">Who.</param>
    /// <param name="sameAs">The same person at another browser, whose phone they have.</param>
    public async Task SignInAsync(string email, Visitor? sameAs = null)
    {
        if (sameAs is not null)
            _phones[email] = sameAs._phones[email];
        var account = (await _portal.AccountsAsync()).Single(account => account.Email == email);
        await GoAsync("/sign-in");
        await ScanAsync();
        await Page.GetByLabel("Email").FillAsync(email);
        await Page.GetByLabel("Password", new() { Exact = true }).FillAsync(account.Password!);
        await Button("Sign in").ClickAsync();
        await Page.WaitForAddressAsync("/sign-in/(enrol|code)");
        await Page.Locator("h1").First.WaitForAsync();
        await ScanAsync();
        if (Page.Url.Contains("/sign-in/enrol", StringComparison.Ordinal))
            _phones[email] = new Authenticator(await Page.GetByLabel("Setup key").InputValueAsync());
        else if (!_phones.ContainsKey(email))
            _phones[email] = new Authenticator(account.TotpSecret!);
        await Page.GetByLabel("Code", new() { Exact = true }).FillAsync(_phones[email].Next());
        await Button("Verify").ClickAsync();
        await Page.WaitForAddressAsync("^https?://[^/]+/(?!sign-in)");
        await ThereAsync(Page);
    }

    /// <summary>Signs in for the first time without a phone, as the README says: password and code are copied from <c>/local</c>, in tabs beside the sign-in.</summary>
    public async Task SignInWithoutPhoneAsync(string email)
    {
        await GoAsync("/sign-in");
        await Page.GetByLabel("Email").FillAsync(email);
        await Page.GetByLabel("Password", new() { Exact = true }).FillAsync(await CopyAsync(Link("See its accounts, passwords and codes"), "the password of " + email));
        await Button("Sign in").ClickAsync();
        await Page.WaitForAddressAsync("/sign-in/enrol");
        await Page.GetByLabel("Code", new() { Exact = true }).FillAsync(await CopyAsync(Link("Show the code"), "the code of " + email));
        await Button("Verify").ClickAsync();
        await Page.WaitForAddressAsync("^https?://[^/]+/(?!sign-in)");
        await Page.Locator("h1").First.WaitForAsync();
    }

    /// <summary>A button by its name.</summary>
    public ILocator Button(string name) => Page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true });

    /// <summary>A link by its name.</summary>
    public ILocator Link(string name) => Page.GetByRole(AriaRole.Link, new() { Name = name, Exact = true });

    /// <summary>Fails on any violation that axe finds on the page as it is.</summary>
    public Task ScanAsync() => ScanAsync(Page);

    /// <summary>The same in both themes: all rules in the light one; in the dark one those that a theme can break.</summary>
    public async Task ScanBothAsync()
    {
        await ScanAsync();
        await Page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Dark, ReducedMotion = ReducedMotion.Reduce });
        await Page.EvaluateAsync(Settled);
        var dark = await Page.RunAxe(new AxeRunOptions { RunOnly = new() { Type = "rule", Values = ["color-contrast", "link-in-text-block"] } });
        Assert.True(dark.Violations.Length == 0, $"{Page.Url} in the dark theme\n" + string.Join('\n', dark.Violations.SelectMany(violation => violation.Nodes).Take(5).Select(node => $"{node.Html} {string.Join(' ', node.Any.Select(any => any.Message))}")));
        await Page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Light, ReducedMotion = ReducedMotion.Reduce });
    }

    private static async Task ScanAsync(IPage page)
    {
        var result = await page.RunAxe();
        Assert.True(
            result.Violations.Length == 0,
            $"{page.Url}\n" + string.Join('\n', result.Violations.Select(violation =>
                $"{violation.Id}: {violation.Help}\n  " + string.Join("\n  ", violation.Nodes.Take(3).Select(node => node.Html)))));
    }

    // Opens the page of the demo's accounts in a new tab, presses what copies, and returns the text.
    private async Task<string> CopyAsync(ILocator link, string what)
    {
        var local = await _context.RunAndWaitForPageAsync(() => link.ClickAsync());
        var copy = local.GetByRole(AriaRole.Button, new() { Name = $"(copy {what})" });
        await copy.ClickAsync();
        await Assertions.Expect(copy).ToHaveAttributeAsync("data-copied", "");
        await ScanAsync(local);
        var text = await copy.GetAttributeAsync("data-copy");
        await local.CloseAsync();
        return text!;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Page.CloseAsync();
        await _context.DisposeAsync();
        Assert.Empty(Complaints);
    }

    private static void Listen(IPage page, ConcurrentQueue<string> complaints)
    {
        page.PageError += (_, error) => complaints.Enqueue(error);
        page.Console += (_, message) =>
        {
            if (message.Type == "error")
                complaints.Enqueue($"{message.Text} ({message.Location})");
        };
    }
}
