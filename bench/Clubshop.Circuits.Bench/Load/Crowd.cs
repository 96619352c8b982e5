using System.Collections.Concurrent;
using System.Diagnostics;

namespace Clubshop.Circuits.Bench.Load;

/// <summary>Many open pages of one script: opened a few at a time, then used with think times.</summary>
internal sealed class Crowd(Script script, IReadOnlyList<Person> people, int seed) : IAsyncDisposable
{
    private const int OpenedAtOnce = 8;

    private readonly ConcurrentDictionary<int, Circuit> _open = [];
    private readonly ConcurrentDictionary<string, int> _failures = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Latencies> _acts = script.Acts.ToDictionary(act => act.Name, _ => new Latencies(), StringComparer.Ordinal);

    /// <summary>From asking for a page until something of it is drawn.</summary>
    public Latencies Opening { get; } = new();

    /// <summary>From doing something until something is drawn, by what was done.</summary>
    public IReadOnlyDictionary<string, Latencies> Acts => _acts;

    /// <summary>What went wrong, and how often.</summary>
    public IReadOnlyDictionary<string, int> Failures => _failures;

    /// <summary>Bytes received over the circuits that are open.</summary>
    public long Received => _open.Values.Sum(circuit => circuit.Received);

    /// <summary>Pages that are open and have not failed.</summary>
    public int Alive => _open.Values.Count(circuit => circuit.Failed is null);

    /// <summary>Opens pages.</summary>
    public Task OpenAsync(int count) => Parallel.ForAsync(0, count, new ParallelOptions { MaxDegreeOfParallelism = OpenedAtOnce }, async (i, _) => await OpenOneAsync(i));

    /// <summary>Uses them: each person thinks, does something and waits until it is drawn.</summary>
    /// <param name="rate">Interactions a second of all together, as far as the answers come in time.</param>
    /// <param name="span">For how long.</param>
    /// <param name="stay">Interactions after which a page is closed and another opened; 0: it stays.</param>
    /// <returns>How many interactions there were.</returns>
    public async Task<int> UseAsync(double rate, TimeSpan span, int stay)
    {
        var (done, until) = (0, Stopwatch.GetTimestamp() + (long)(span.TotalSeconds * Stopwatch.Frequency));
        var think = _open.Count / rate;
        await Task.WhenAll(_open.Keys.ToList().Select(place => Task.Run(async () =>
        {
            var random = new Random(seed + place);
            for (var acts = 1; ; acts++)
            {
                // The first at any time within a think time, so that not all begin together; then as people do, mostly sooner, sometimes much later.
                await Task.Delay(TimeSpan.FromSeconds(acts == 1 ? random.NextDouble() * think : -Math.Log(1 - random.NextDouble()) * think));
                if (Stopwatch.GetTimestamp() >= until)
                    return;
                if (!_open.TryGetValue(place, out var circuit))
                {
                    await OpenOneAsync(place);
                    continue;
                }

                var act = script.Next(random);
                try
                {
                    _acts[act.Name].Add(await act.Run(circuit, random));
                    Interlocked.Increment(ref done);
                    if (stay > 0 && acts % stay == 0)
                        await CloseAsync(place);
                }
                catch (Exception wrong) when (wrong is InvalidOperationException or TimeoutException or HttpRequestException)
                {
                    Failed(act.Name, wrong);
                    await CloseAsync(place);
                }
            }
        })));
        return done;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var place in _open.Keys)
            await CloseAsync(place);
    }

    private async Task OpenOneAsync(int place)
    {
        var person = people.Count == 0 ? null : people[place % people.Count];
        try
        {
            var (circuit, took) = await Circuit.OpenTimedAsync(script.Page, Script.Field, person?.Http ?? Nobody.Http, person?.Cookies ?? Nobody.Cookies);
            _open[place] = circuit;
            Opening.Add(took);
        }
        catch (Exception wrong) when (wrong is InvalidOperationException or TimeoutException or HttpRequestException or System.Net.WebSockets.WebSocketException)
        {
            Failed("open", wrong);
        }
    }

    private async Task CloseAsync(int place)
    {
        if (_open.TryRemove(place, out var circuit))
            await circuit.DisposeAsync();
    }

    private void Failed(string doing, Exception wrong) => _failures.AddOrUpdate($"{doing}: {wrong.Message}", 1, (_, count) => count + 1);

    private static (HttpClient Http, System.Net.CookieContainer Cookies) Nobody { get; } = (new HttpClient(), new());
}
