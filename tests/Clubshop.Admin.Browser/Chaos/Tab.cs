using System.Diagnostics;
using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Clubshop.Admin.Browser.Chaos;

/// <summary>What a page shows.</summary>
/// <param name="Heading">Its heading.</param>
/// <param name="Text">All of its text.</param>
/// <param name="Frame">Its text without the rows of its tables, which grow while things are changed.</param>
/// <param name="Rows">How many rows its tables have.</param>
/// <param name="Problems">What it says that went wrong, or is to be known.</param>
/// <param name="Took">How long it took.</param>
internal sealed record Shown(string Heading, string Text, string Frame, int Rows, IReadOnlyList<string> Problems, TimeSpan Took);

/// <summary>An open page whose person goes from page to page, within one circuit.</summary>
internal sealed partial class Tab(IPage page)
{
    /// <summary>The longest that somebody waits for a page, whatever has failed.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(40);

    /// <summary>A page that none of the visited ones is.</summary>
    public const string Elsewhere = "/not-found";

    /// <summary>Goes there and waits until it is no longer busy.</summary>
    /// <exception cref="TimeoutException">It is busy for longer than <see cref="Limit"/>.</exception>
    public async Task<Shown> VisitAsync(string path)
    {
        if (new Uri(page.Url).AbsolutePath == path)
            await VisitAsync(Elsewhere); // going where one is does nothing
        var started = Stopwatch.GetTimestamp();
        await page.EvaluateAsync("to => { for (const heading of document.querySelectorAll('main h1')) heading.dataset.before = ''; Blazor.navigateTo(to); }", path);
        var settled = page.Locator(
            "body:not(:has(.first-paint)) main:has(h1:not([data-before])):not(:has([aria-busy=true], .sk, .thin:not(.off), [role=status]:text-matches('^(Loading|Looking|The customer directory is busy)')))");
        try
        {
            await settled.WaitForAsync(new() { Timeout = (float)Limit.TotalMilliseconds });
        }
        catch (Exception late) when (late is TimeoutException or PlaywrightException)
        {
            throw new TimeoutException($"{path} is busy after {Limit.TotalSeconds:0} s: {await page.Locator("main").First.InnerTextAsync()}", late);
        }

        var heading = await page.Locator("main h1").First.InnerTextAsync();
        var text = await page.Locator("main").InnerTextAsync();
        var frame = await page.Locator("main").EvaluateAsync<string>("main => { const copy = main.cloneNode(true); for (const rows of copy.querySelectorAll('tbody, .log')) rows.remove(); return copy.textContent; }");
        var rows = await page.Locator("main tbody tr, main .log > li").CountAsync();
        var problems = await page.Locator("main .note, main .state, main [role=alert]").AllInnerTextsAsync();
        return new(heading, text, frame, rows, [.. problems], Stopwatch.GetElapsedTime(started));
    }

    /// <summary>What is wrong with what a page shows; null for nothing: its content as on a good day, or a sentence that a person understands.</summary>
    public static string? Wrong(Shown now, Shown before)
    {
        if (Jargon.Matches(now.Text).Select(word => word.Value).Except(Jargon.Matches(before.Text).Select(word => word.Value), StringComparer.Ordinal).FirstOrDefault() is { } said)
            return $"it says \"{said}\": {now.Text}";
        if (now.Problems.Except(before.Problems, StringComparer.Ordinal).Any(problem => Sentence.IsMatch(problem)))
            return null;
        var (here, there) = (Words(now.Frame), Words(before.Frame));
        return now.Heading == before.Heading && (before.Rows == 0 || now.Rows > 0) && here.Intersect(there, StringComparer.Ordinal).Count() >= there.Count * 0.6
            ? null
            : $"neither its content nor a sentence: {now.Heading}: {now.Text}";
    }

    private static HashSet<string> Words(string text) => [.. Word.Matches(text).Select(match => match.Value)];

    [GeneratedRegex(@"Exception|stack ?trace|\bat Clubshop\.|System\.|Amazon\.|An error has occurred|This page stopped working|unhandled|\bnull\b", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Jargon { get; }

    [GeneratedRegex(@"\w[^.]*\w\.", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Sentence { get; }

    [GeneratedRegex(@"\p{L}{3,}", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Word { get; }
}
