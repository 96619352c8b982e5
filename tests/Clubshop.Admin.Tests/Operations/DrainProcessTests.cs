using System.Net;
using Clubshop.Admin.Tests.Ops;

namespace Clubshop.Admin.Tests.Operations;

/// <summary>A portal of its own process is told to stop as systemd tells it.</summary>
public sealed class DrainProcessTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("clubshop-drain-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Sigterm_OfARunningPortal_SaysNoWhileItStillServes_AndThenEndsInOrder()
    {
        var (portal, address) = await OpsProcess.ServeAsync(
            "Clubshop.Admin", ["--urls", "http://127.0.0.1:0"],
            new("LocalAws__Directory", _folder), new("LocalAws__Seed", "none"), new("Drain__AnnounceSeconds", "4"), new("Drain__Seconds", "8"));
        await using var _ = portal;
        using var http = new HttpClient { BaseAddress = address };
        await UntilAsync(http, HttpStatusCode.OK, "\"status\":\"ready\"");

        await portal.TerminateAsync();
        await UntilAsync(http, HttpStatusCode.ServiceUnavailable, "\"status\":\"draining\"");
        using (var page = await http.GetAsync("/sign-in"))
            Assert.Equal(HttpStatusCode.OK, page.StatusCode);

        Assert.Equal(0, await portal.EndAsync());
        Assert.Contains("Drained after", portal.Output, StringComparison.Ordinal);
    }

    private static async Task UntilAsync(HttpClient http, HttpStatusCode status, string body)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(90));
        using var look = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        while (true)
        {
            using var response = await http.GetAsync("/health/ready", patience.Token);
            var told = await response.Content.ReadAsStringAsync(patience.Token);
            if (response.StatusCode == status && told.Contains(body, StringComparison.Ordinal))
                return;

            await look.WaitForNextTickAsync(patience.Token);
        }
    }
}
