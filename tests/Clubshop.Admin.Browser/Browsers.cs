using Microsoft.Playwright;

namespace Clubshop.Admin.Browser;

/// <summary>One Chromium for all journeys; each has a context of its own: cookies, storage, size.</summary>
internal static class Browsers
{
    // Milliseconds; not how fast a page is to be, but when to give up: several portals, browsers and other tests share the machine.
    private const int Patience = 30_000;

    private static readonly string[] Switches = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--no-first-run"];

    private static readonly Lazy<Task<IBrowser>> Chromium = new(() => LaunchAsync(Switches));

    // The one without windows first; then as Debian, Ubuntu and others name it. test.sh says which one it found or installed.
    private static readonly string[] Places = ["/usr/bin/chromium-headless-shell", "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

    /// <summary>A fresh visitor: Indian English, India's time zone, no motion to wait for.</summary>
    public static async Task<IBrowserContext> VisitorAsync(int width = 1440, int height = 900, ColorScheme scheme = ColorScheme.Light, string? cookies = null)
    {
        var browser = await Chromium.Value;
        var context = await browser.NewContextAsync(new()
        {
            ViewportSize = new() { Width = width, Height = height },
            Locale = "en-IN",
            TimezoneId = "Asia/Kolkata",
            ColorScheme = scheme,
            ReducedMotion = ReducedMotion.Reduce,
            StorageState = cookies,
            Permissions = ["clipboard-read", "clipboard-write"], // as somebody who presses a button has them; the headless shell asks nobody
        });
        context.SetDefaultTimeout(Patience);
        return context;
    }

    /// <summary>A browser of its own, with these switches; whoever asks for it closes it.</summary>
    public static async Task<IBrowser> LaunchAsync(IEnumerable<string> switches)
    {
        Assertions.SetDefaultExpectTimeout(Patience);
        var playwright = await Playwright.CreateAsync();
        var path = Environment.GetEnvironmentVariable("CLUBSHOP_BROWSER") is { Length: > 0 } named ? named : Places.FirstOrDefault(File.Exists);
        if (path is null)
            throw new InvalidOperationException("No Chromium: run test.sh, which installs it, or name it in CLUBSHOP_BROWSER.");
        return await playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = path,
            Args = switches,
        });
    }
}
