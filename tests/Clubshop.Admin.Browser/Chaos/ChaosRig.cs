using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;
using Clubshop.Aws;
using Clubshop.LocalAws.Cognito;
using Microsoft.Playwright;

namespace Clubshop.Admin.Browser.Chaos;

/// <summary>Two instances, an Administrator signed in with two open pages on each of them, and what each page shows while all is well.</summary>
public sealed class ChaosRig : IAsyncLifetime
{
    private const string Asha = "asha.rao@clubshop.example";

    private readonly List<IBrowserContext> _contexts = [];
    private readonly List<Tab> _tabs = [];
    private Visitor _asha = null!;

    internal TwoInstances Two { get; private set; } = null!;

    internal CatalogProgram Sync { get; private set; } = null!;

    /// <summary>An offer that programs change while things fail.</summary>
    internal string Offer { get; private set; } = "";

    /// <summary>The pages behind the sign-in.</summary>
    internal IReadOnlyList<string> Paths { get; private set; } = [];

    /// <summary>What each shows while all is well.</summary>
    internal IReadOnlyDictionary<string, Shown> Before { get; private set; } = null!;

    /// <inheritdoc/>
    public async Task InitializeAsync()
    {
        Two = await TwoInstances.StartAsync();
        Sync = await Two.ProgramAsync();
        _asha = await Visitor.ToAsync(Two.Instances[0], front: Two.Front.Address);
        await _asha.SignInAsync(Asha);

        async Task<string> FirstAsync(string kind) => (await Sync.GetAsync(kind + "?limit=1")).GetProperty("items")[0].GetProperty("id").GetString()!;
        Offer = await FirstAsync("offers");
        Paths = Pages.Of(new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["/offers/{Id}"] = Offer,
            ["/shops/{Id}"] = await FirstAsync("shops"),
            ["/clubs/{Id}"] = await FirstAsync("clubs"),
            ["/categories/{Id}"] = await FirstAsync("categories"),
            ["/staff/{Id}"] = await SubAsync(FixedIds.StaffPoolId),
            ["/customers/{Sub}"] = await SubAsync(FixedIds.CustomerPoolId),
            ["/notifications/{Id}"] = await WriteNotificationAsync(),
            ["/bulk/{Id}"] = await RehearseAsync(),
        });

        // One browser profile for each instance: the same person, whose cookie keeps them there.
        var state = await _asha.Page.Context.StorageStateAsync();
        foreach (var instance in (string[])["one", "other"])
        {
            var context = await Browsers.VisitorAsync(cookies: state);
            await context.AddCookiesAsync([new() { Name = "instance", Value = instance, Url = Two.Front.Address.AbsoluteUri }]);
            _contexts.Add(context);
            for (var tab = 0; tab < 2; tab++)
            {
                var page = await context.NewPageAsync();
                await page.GotoAsync(new Uri(Two.Front.Address, Tab.Elsewhere).AbsoluteUri);
                await Visitor.ThereAsync(page);
                _tabs.Add(new Tab(page));
            }
        }

        // The check that runs at night runs some seconds after the first start, too: the pages are as they stay once both instances know what it found.
        using var look = new PeriodicTimer(TimeSpan.FromMilliseconds(500));
        foreach (var tab in _tabs)
        {
            while ((await tab.VisitAsync("/watch")).Text.Contains("has not been completed yet", StringComparison.Ordinal))
                await look.WaitForNextTickAsync();
        }

        var before = await VisitAsync(Paths);
        Assert.All(before, one => Assert.Null(one.Wrong));
        Before = before.ToDictionary(one => one.Path, one => one.Shown!, StringComparer.Ordinal);
    }

    /// <inheritdoc/>
    public async Task DisposeAsync()
    {
        foreach (var context in _contexts)
            await context.DisposeAsync();
        _asha.ExpectLostConnection();
        _asha.Expect("responded with a status of 5");
        await _asha.DisposeAsync();
        Sync.Dispose();
        await Two.DisposeAsync();
    }

    /// <summary>Visits pages, over all open tabs at once, and says what is wrong with each.</summary>
    internal async Task<IReadOnlyList<(string Path, Shown? Shown, string? Wrong)>> VisitAsync(IEnumerable<string> paths)
    {
        var (left, visits) = (new ConcurrentQueue<string>(paths), new ConcurrentBag<(string, Shown?, string?)>());
        await Task.WhenAll(_tabs.Select(async tab =>
        {
            while (left.TryDequeue(out var path))
            {
                try
                {
                    var shown = await tab.VisitAsync(path);
                    visits.Add((path, shown, Before is null ? null : Tab.Wrong(shown, Before[path])));
                }
                catch (Exception late) when (late is TimeoutException or PlaywrightException)
                {
                    visits.Add((path, null, late.Message));
                }
            }
        }));
        return [.. visits];
    }

    /// <summary>Fetches pages as HTML, from both instances, as a browser that opens an address does.</summary>
    internal async Task<IReadOnlyList<(string Path, HttpStatusCode Status, string Body, TimeSpan Took)>> FetchAsync(IEnumerable<string> paths, bool signedIn = true)
    {
        var found = new ConcurrentBag<(string, HttpStatusCode, string, TimeSpan)>();
        foreach (var context in _contexts)
        {
            var cookies = signedIn ? string.Join("; ", (await context.CookiesAsync()).Select(cookie => $"{cookie.Name}={cookie.Value}")) : "";
            using var http = new HttpClient(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false }) { BaseAddress = Two.Front.Address, Timeout = Tab.Limit };
            await Parallel.ForEachAsync(paths, new ParallelOptions { MaxDegreeOfParallelism = 6 }, async (path, token) =>
            {
                var started = System.Diagnostics.Stopwatch.GetTimestamp();
                using var request = new HttpRequestMessage(HttpMethod.Get, path);
                if (cookies.Length > 0)
                    request.Headers.Add("Cookie", cookies);
                request.Headers.Add("Accept", "text/html");
                using var answer = await http.SendAsync(request, token);
                found.Add((path, answer.StatusCode, await answer.Content.ReadAsStringAsync(token), System.Diagnostics.Stopwatch.GetElapsedTime(started)));
            });
        }

        return [.. found];
    }

    /// <summary>What an instance's health says.</summary>
    internal static async Task<(HttpStatusCode Status, JsonElement Told)> HealthAsync(Portal instance)
    {
        using var http = new HttpClient();
        using var answer = await http.GetAsync(new Uri(instance.Address, "/health/ready"));
        return (answer.StatusCode, JsonSerializer.Deserialize<JsonElement>(await answer.Content.ReadAsStringAsync()));
    }

    private async Task<string> SubAsync(string pool)
    {
        using var clients = new AwsClients(new AwsOptions { Mode = AwsMode.Aws, Endpoint = Two.Aws.Address.AbsoluteUri, Region = "ap-south-1" }, embedded: null, TimeProvider.System);
        var users = await clients.Cognito.ListUsersAsync(new() { UserPoolId = pool, Limit = 1 });
        return users.Users![0].Attributes!.Single(attribute => attribute.Name == "sub").Value!;
    }

    private async Task<string> RehearseAsync()
    {
        await _asha.GoAsync("/offers?status=published");
        await _asha.Page.GetByRole(AriaRole.Checkbox, new() { NameRegex = new("^Select: ") }).First.ClickAsync();
        await _asha.Button("Pause").ClickAsync();
        await _asha.Page.WaitForAddressAsync("/bulk/[0-9a-f]{32}$");
        return _asha.Page.Url[^32..];
    }

    private async Task<string> WriteNotificationAsync()
    {
        await _asha.GoAsync("/notifications/new");
        await _asha.Page.GetByLabel("Audience", new() { Exact = true }).SelectOptionAsync(new SelectOptionValue { Label = "All customers" });
        await _asha.Page.GetByLabel("Title", new() { Exact = true }).FillAsync("Kept for later");
        await _asha.Page.GetByLabel("Message", new() { Exact = true }).FillAsync("Nothing of this is sent.");
        await _asha.Button("Save draft").ClickAsync();
        await _asha.Page.WaitForAddressAsync(@"/notifications/new\?id=[0-9a-f]{32}$");
        return _asha.Page.Url[^32..];
    }
}
