using System.Globalization;
using Clubshop.Admin.Catalog;
using Clubshop.Admin.Notifications.TestDevices;
using Clubshop.Admin.Registry;

namespace Clubshop.Admin.Ops.Smoke;

/// <summary><c>ops smoke</c>: tries an account, and says what differs from the embedded AWS.</summary>
internal static class SmokeCommand
{
    /// <summary>Runs it.</summary>
    /// <returns>0 when everything works, 1 when a step failed.</returns>
    public static async Task<int> RunAsync(WebApplication app, string? token, Platform? platform, string? phone)
    {
        var device = token is not null ? new TestDevice("Smoke test", platform ?? Platform.Android, token) : phone is not null ? new TestDevice("Smoke test", null, phone) : null;

        // The indexes and the publisher run in the host.
        app.Urls.Clear();
        app.Urls.Add("http://127.0.0.1:0");
        await app.StartAsync();
        try
        {
            await Task.WhenAll(app.Services.GetServices<CatalogIndex>().Select(index => index.WhenReadyAsync(CancellationToken.None)));
            var steps = await new SmokeTest(app.Services, device, Console.Out).RunAsync(CancellationToken.None);
            await Console.Out.WriteLineAsync(string.Create(
                CultureInfo.InvariantCulture,
                $"{steps.Count(step => step.Outcome is SmokeOutcome.Same)} steps as in the embedded AWS, {steps.Count(step => step.Outcome is SmokeOutcome.Differs)} differ, {steps.Count(step => step.Outcome is SmokeOutcome.Failed)} failed, {steps.Count(step => step.Outcome is SmokeOutcome.Skipped)} skipped."));
            return steps.Any(step => step.Outcome is SmokeOutcome.Failed) ? 1 : 0;
        }
        finally
        {
            await app.StopAsync();
        }
    }
}
