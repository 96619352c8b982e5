using Microsoft.Playwright;

namespace Clubshop.Admin.Browser;

/// <summary>What is wrong with a page as it is drawn.</summary>
internal static class PageFaults
{
    /// <summary>What a measuring finds wrong, in words; empty where nothing is. The browser takes a few frames to apply a new width to everything that asks for it.</summary>
    /// <param name="page">The page.</param>
    /// <param name="measure">A function of JavaScript that answers a list of texts.</param>
    public static Task<string[]> FaultsAsync(this IPage page, string measure) => page.EvaluateAsync<string[]>($$"""
        async () => {
          const measure = {{measure}};
          let faults = measure();
          for (let frame = 0; faults.length > 0 && frame < 30; frame++) {
            await new Promise(drawn => requestAnimationFrame(drawn));
            faults = measure();
          }
          return faults;
        }
        """);
}
