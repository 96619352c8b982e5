using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Clubshop.Admin.Browser;

/// <summary>Waits for a page's address by looking at it: an event of loading can be missed on a busy machine.</summary>
internal static class PageAddress
{
    private const int Milliseconds = 30_000;

    /// <summary>Waits until the page's address matches.</summary>
    /// <param name="page">The page.</param>
    /// <param name="pattern">A regular expression that occurs in the address.</param>
    public static Task WaitForAddressAsync(this IPage page, string pattern) =>
        Assertions.Expect(page).ToHaveURLAsync(new Regex(pattern), new() { Timeout = Milliseconds });
}
