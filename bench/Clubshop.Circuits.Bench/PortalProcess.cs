using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Clubshop.Circuits.Bench.Load;

namespace Clubshop.Circuits.Bench;

/// <summary>The portal and the bare page in a process of their own, with a catalog that is thrown away afterwards, or one that is kept.</summary>
internal sealed class PortalProcess : IAsyncDisposable
{
    private readonly DirectoryInfo? _thrownAway;
    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromMinutes(10) };
    private readonly Process _process;

    private PortalProcess(string seed, string? directory, IEnumerable<(string Name, string Value)> environment)
    {
        directory ??= (_thrownAway = Directory.CreateTempSubdirectory("clubshop-circuits-")).FullName;
        var start = new ProcessStartInfo(Environment.ProcessPath!,
        [
            "--serve", Bare.AbsoluteUri, "--urls", Portal.AbsoluteUri, "--LocalAws:Directory=" + directory, "--LocalAws:Seed=" + seed, "--LocalAws:Port=0", "--LocalAws:MemcachedPort=0",
        ]);
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Development";
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        _process = Process.Start(start)!;
    }

    /// <summary>The portal's address.</summary>
    public Uri Portal { get; } = new($"http://127.0.0.1:{FreePort()}");

    /// <summary>The bare page's.</summary>
    public Uri Bare { get; } = new($"http://127.0.0.1:{FreePort()}");

    /// <summary>Starts it and waits until it is ready.</summary>
    /// <param name="seed">As <c>LocalAws:Seed</c>.</param>
    /// <param name="directory">The embedded AWS's, which is kept; null for one that is thrown away.</param>
    /// <param name="environment">Further environment variables.</param>
    public static async Task<PortalProcess> StartAsync(string seed, string? directory = null, params (string Name, string Value)[] environment)
    {
        var process = new PortalProcess(seed, directory, environment);
        await process.AnswersAsync(new Uri(process.Portal, "/health/ready"));
        await process.AnswersAsync(new Uri(process.Bare, "/figures"));
        return process;
    }

    /// <summary>The process's figures.</summary>
    /// <param name="collect">Whether garbage is collected before: what is left is held by somebody.</param>
    public async Task<Figures> FiguresAsync(bool collect = true)
    {
        var figures = (await _http.GetStringAsync(new Uri(Bare, collect ? "/figures" : "/figures?collect=false"))).Split(' ').Select(figure => double.Parse(figure, CultureInfo.InvariantCulture)).ToArray();
        return new(figures[0], figures[1], figures[2], figures[3]);
    }

    /// <summary>Waits until what a seed and a start leave behind is done: what customers see is published, the indexes are renewed.</summary>
    public async Task CalmAsync()
    {
        var before = await FiguresAsync(collect: false);
        for (var calm = 0; calm < 5;)
        {
            await Task.Delay(TimeSpan.FromSeconds(3));
            var now = await FiguresAsync(collect: false);
            calm = now.Cpu - before.Cpu < 150 ? calm + 1 : 0; // a twentieth of a core
            before = now;
        }
    }

    /// <summary>How many offers the portal's index has read.</summary>
    public async Task<int> OffersAsync() => int.Parse(await _http.GetStringAsync(new Uri(Bare, "/offers")), CultureInfo.InvariantCulture);

    /// <summary>Makes accounts of the staff pool that have never signed in.</summary>
    public async Task<IReadOnlyList<Person>> PeopleAsync(int count)
    {
        var lines = await _http.GetStringAsync(new Uri(Bare, string.Create(CultureInfo.InvariantCulture, $"/people?count={count}")));
        return [.. lines.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(' ')).Select(parts => new Person(Portal, parts[0], parts[1]))];
    }

    /// <summary>A line per type of component in the newest circuit.</summary>
    public Task<string> ComponentsAsync() => _http.GetStringAsync(new Uri(Bare, "/components"));

    private async Task AnswersAsync(Uri address)
    {
        while (true)
        {
            if (_process.HasExited)
                throw new InvalidOperationException("The portal ended before it was ready.");
            try
            {
                using var answer = await _http.GetAsync(address);
                if (answer.IsSuccessStatusCode)
                    return;
            }
            catch (HttpRequestException)
            {
                // Not listening yet.
            }

            await Task.Delay(200);
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
        _http.Dispose();
        _thrownAway?.Delete(recursive: true);
    }
}

/// <summary>What a process uses.</summary>
/// <param name="Heap">Managed heap, in bytes.</param>
/// <param name="Allocated">Allocated since the start, in bytes.</param>
/// <param name="Cpu">Processor time since the start, in milliseconds.</param>
/// <param name="Resident">Resident memory, in bytes.</param>
internal sealed record Figures(double Heap, double Allocated, double Cpu, double Resident);
