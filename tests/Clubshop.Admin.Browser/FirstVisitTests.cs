using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using Microsoft.Playwright;
using Xunit.Abstractions;

namespace Clubshop.Admin.Browser;

/// <summary>The first visit, with nothing of the portal in the browser yet, of the portal as it is published: what comes over the wire, and what is seen first.</summary>
public sealed class FirstVisitTests(FirstVisitTests.Published published, ITestOutputHelper output) : IClassFixture<FirstVisitTests.Published>
{
    // Bytes, with the headers of the answers and the messages of the circuit.
    private const int Budget = 150_000;

    // Pixels: a line of text is not a whole number of them.
    private const double Most = 3;

#if DEBUG
    private const string Configuration = "Debug";
#else
    private const string Configuration = "Release";
#endif

    /// <summary>The portal published, of what the build of the tests has made already.</summary>
    public sealed class Published : IAsyncLifetime
    {
        private readonly string _folder = Directory.CreateTempSubdirectory("clubshop-published-").FullName;

        public Portal Portal { get; private set; } = null!;

        public async Task InitializeAsync()
        {
            var start = new ProcessStartInfo("dotnet") { UseShellExecute = false, RedirectStandardOutput = true };
            foreach (var argument in (string[])[
                "publish", Path.Combine(Repository(), "src", "Clubshop.Admin"), "--no-build", "--configuration", Configuration, "--output", _folder, "--nologo", "--verbosity", "quiet",
                "-p:EmbeddedAws=true", "-nodeReuse:false"])
                start.ArgumentList.Add(argument);
            using var process = Process.Start(start)!;
            var said = await process.StandardOutput.ReadToEndAsync();
            await process.WaitForExitAsync();
            Assert.True(process.ExitCode == 0, said);
            Portal = await Portal.StartAsync(program: _folder);
        }

        public async Task DisposeAsync()
        {
            await Portal.DisposeAsync();
            Directory.Delete(_folder, recursive: true);
        }

        private static string Repository([CallerFilePath] string path = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(path)!, "..", ".."));
    }

    [Fact]
    public async Task Offers_WithAnEmptyCache_StayWithinTheirBudget()
    {
        await using var asha = await Visitor.ToAsync(published.Portal);
        await asha.SignInAsync("asha.rao@clubshop.example");
        await using var tap = Tap.Start(published.Portal.Address);
        await using var fresh = await asha.WithAnEmptyCacheAsync();
        var page = await fresh.NewPageAsync();
        var requests = await ListenAsync(page);

        await page.GotoAsync(new Uri(tap.Address, "/offers").AbsoluteUri);
        await page.Locator("main table a.name").First.WaitForAsync();
        await page.WaitForLoadStateAsync(LoadState.NetworkIdle);

        var figures = new StringBuilder();
        foreach (var (address, bytes) in requests.OrderByDescending(request => request.Bytes))
            figures.AppendLine(CultureInfo.InvariantCulture, $"{bytes,8:N0}  {new Uri(address).PathAndQuery}");
        figures.AppendLine(CultureInfo.InvariantCulture, $"{tap.ReceivedOverSockets,8:N0}  the circuit").AppendLine(CultureInfo.InvariantCulture, $"{tap.Received,8:N0}  in all");
        output.WriteLine(figures.ToString());
        Assert.True(tap.Received < Budget, $"More than {Budget} bytes:\n{figures}");
        Assert.DoesNotContain(requests, request => request.Address.Contains(".woff", StringComparison.Ordinal));
    }

    [Fact]
    public async Task FirstPaint_WhenThePageTakesItsPlace_NothingMoves()
    {
        await using var vikram = await Visitor.ToAsync(published.Portal);
        await vikram.SignInAsync("vikram.singh@clubshop.example");
        var page = vikram.Page;
        foreach (var (path, parts) in ((string, string)[])[
            ("/offers", ".views, main .card, .toolbar, thead"), ("/", "main .card, .tiles, .two"), ("/offers/new", ".back, .two, .section, .f")])
        {
            var held = new TaskCompletionSource();
            await page.RouteAsync("**/_blazor/negotiate*", async route =>
            {
                await held.Task;
                await route.ContinueAsync();
            });
            await page.GotoAsync(new Uri(published.Portal.Address, path).AbsoluteUri);
            await page.Locator(".first-paint h1").WaitForAsync();
            var before = (Title: await page.TitleAsync(), Places: await PlacesAsync(page, ".first-paint", parts));
            held.SetResult();
            await Visitor.ThereAsync(page);
            await page.WaitForLoadStateAsync(LoadState.NetworkIdle);
            await page.UnrouteAllAsync();

            Assert.Equal(before.Title, await page.TitleAsync());
            var after = await PlacesAsync(page, ".frame", parts);
            Assert.True(
                before.Places.Count == after.Count && before.Places.All(place => after.TryGetValue(place.Key, out var now) && now.Zip(place.Value).All(pair => Math.Abs(pair.First - pair.Second) <= Most)),
                $"{path}\n{Text(before.Places)}\nthen\n{Text(after)}");
        }
    }

    private static async Task<Dictionary<string, double[]>> PlacesAsync(IPage page, string frame, string parts) => await page.EvaluateAsync<Dictionary<string, double[]>>("""
        ([frame, parts]) => Object.fromEntries(parts.split(", ").map(part => {
          const box = document.querySelector(`${frame} ${part}`)?.getBoundingClientRect();
          return [part, box ? [box.left, box.top, box.width] : []];
        }))
        """, new[] { frame, "h1, .nav a.item, .nav-foot, .top, .find, " + parts });

    private static string Text(Dictionary<string, double[]> places) => string.Join('\n', places.Select(place => $"{place.Key}: {string.Join(' ', place.Value)}"));

    private static async Task<IReadOnlyCollection<(string Address, long Bytes)>> ListenAsync(IPage page)
    {
        var (addresses, finished) = (new Dictionary<string, string>(StringComparer.Ordinal), new List<(string, long)>());
        var devtools = await page.Context.NewCDPSessionAsync(page);
        await devtools.SendAsync("Network.enable");
        devtools.Event("Network.requestWillBeSent").OnEvent += (_, what) =>
            addresses[what!.Value.GetProperty("requestId").GetString()!] = what.Value.GetProperty("request").GetProperty("url").GetString()!;
        devtools.Event("Network.loadingFinished").OnEvent += (_, what) =>
            finished.Add((addresses[what!.Value.GetProperty("requestId").GetString()!], (long)what.Value.GetProperty("encodedDataLength").GetDouble()));
        return finished;
    }
}
