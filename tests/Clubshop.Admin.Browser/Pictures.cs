using Microsoft.Playwright;

namespace Clubshop.Admin.Browser;

/// <summary>Pictures of pages for people to look at, where <c>CLUBSHOP_PICTURES</c> names a folder; none otherwise.</summary>
internal static class Pictures
{
    private static readonly string? Folder = Environment.GetEnvironmentVariable("CLUBSHOP_PICTURES");

    /// <summary>Takes one of the whole page.</summary>
    public static Task TakeAsync(IPage page, string name) => string.IsNullOrEmpty(Folder)
        ? Task.CompletedTask
        : page.ScreenshotAsync(new() { Path = Path.Combine(Folder, name + ".png"), FullPage = true });
}
