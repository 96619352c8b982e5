using System.Collections.Concurrent;
using System.Globalization;
using Clubshop.Admin.Common;
using Clubshop.Admin.MasterData.Publishing;
using Clubshop.Admin.MasterData.Publishing.Outbox;
using Clubshop.Admin.Offers;
using Clubshop.Admin.Tests.Testing;
using Xunit.Abstractions;

namespace Clubshop.Admin.Tests.MasterData.Publishing;

/// <summary>
/// Two instances, three nodes, an independent reader, and all kinds of outages of nodes and instances: a reader never sees a version older than
/// docs/cache-contract.md allows, and in the end nothing is pending.
/// </summary>
[Collection(nameof(Alone))]
public sealed class ChaosTests(ITestOutputHelper output)
{
    private const int Edits = 5000;
    private const int Offers = 60;
    private const int Writers = 8;

    // The contract's table "How old can a value be?".
    private static readonly TimeSpan AfterACrash = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan AfterANodeIsBack = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan OutagePeriod = TimeSpan.FromSeconds(4);
    private const int QuietPeriods = 3;

    [Fact]
    public async Task Reader_ThroughFiveThousandEditsAndEveryOutage_SeesNothingOlderThanAllowed()
    {
        var seed = TestSeed.Next();
        output.WriteLine($"Seed {seed}");
        await using var world = await PublishingWorld.OpenAsync(nodes: 3, instances: 2);
        var shop = await world.First.ShopAsync("Croma");
        var truth = new Truth(world.Nodes.Ports);
        for (var i = 0; i < Offers; i++)
            truth.Saved(await world.First.OfferAsync($"Offer {i}", shop));

        using var over = new CancellationTokenSource();
        var readers = Enumerable.Range(0, 2).Select(one => ReadAsync(world, truth, new Random(seed + 100 + one), over.Token)).ToList();
        var outages = DisturbAsync(world, truth, new Random(seed + 1), over.Token);
        await Task.WhenAll(Enumerable.Range(0, Writers).Select(one => EditAsync(world, truth, new Random(seed + 10 + one))));
        await over.CancelAsync();
        await outages;
        var reads = (await Task.WhenAll(readers)).Sum();

        output.WriteLine($"{truth.Edits} edits, {reads} values read, {truth.Outages.Count} outages: {string.Join(", ", truth.Outages.GroupBy(what => what).Select(what => $"{what.Count()} {what.Key}"))}; {truth.Held} of these held against the promise of nodes that are up, the oldest {truth.Oldest.TotalMilliseconds:0} ms behind; {truth.WentBack} older than read before");
        Assert.True(truth.Held > 100, $"Only {truth.Held} values were read from nodes that were up.");
        Assert.True(truth.Violations.IsEmpty, $"Seed {seed}: {string.Join("\n", truth.Violations.Take(10))}");
        await PublishingWorld.UntilAsync(async () => (await world.First.Get<PublishingOutbox>().ReadDueAsync(DateTimeOffset.MaxValue, CancellationToken.None)).Count == 0, $"seed {seed}: nothing is pending");
        await PublishingWorld.UntilAsync(async () => await IsCurrentAsync(world, truth), $"seed {seed}: every record and list is the source's", 30);
    }

    private static async Task EditAsync(PublishingWorld world, Truth truth, Random random)
    {
        while (truth.Edits < Edits)
        {
            var id = truth.Pick(random);
            var instance = world.Instances[random.Next(world.Instances.Count)];
            try
            {
                var seen = await instance.Offers.FindAsync(PublishingWorld.Meera, id, CancellationToken.None);
                var changed = seen.Value! with
                {
                    Value = random.Next(1, 100_000),
                    Status = random.Next(10) == 0 ? EditorialStatus.Paused : EditorialStatus.Published,
                };
                var saved = await instance.Offers.SaveAsync(PublishingWorld.Meera, changed, PortalInstance.Submit(), CancellationToken.None);
                if (saved.Ok)
                    truth.Saved(saved.Value);
            }
            catch (ObjectDisposedException)
            {
                // That instance ended; another one has replaced it.
            }
        }
    }

    private static async Task<int> ReadAsync(PublishingWorld world, Truth truth, Random random, CancellationToken over)
    {
        using var reader = new RawReader(world.Nodes.Ports, isPaused: world.Nodes.IsPaused);
        var last = new Dictionary<string, long>(StringComparer.Ordinal);
        var reads = 0;
        while (!over.IsCancellationRequested)
        {
            var id = truth.Pick(random);
            var began = TimeProvider.System.GetTimestamp();
            if (await reader.GenerationAsync("offer") is not { } generation)
                continue;

            var key = $"clubshop:offer:{generation}:{id}";
            if (await reader.RecordAsync("offer", id) is not { } record)
                continue;

            var version = record.GetProperty("version").GetInt64();
            truth.Read(id, version, reader.PortOf(key), began);
            if (last.TryGetValue(id, out var before) && version < before)
                truth.GoneBack();
            last[id] = version;
            reads++;
        }

        return reads;
    }

    private static async Task DisturbAsync(PublishingWorld world, Truth truth, Random random, CancellationToken over)
    {
        var began = TimeProvider.System.GetTimestamp();
        while (!over.IsCancellationRequested)
        {
            await WaitAsync(random.Next(50, 500), over);
            // Outages hit one node after the other, and then none for a while, so that the promise about nodes that are up can be checked.
            var time = (int)(TimeProvider.System.GetElapsedTime(began) / OutagePeriod) % (world.Nodes.Ports.Count + QuietPeriods);
            var port = world.Nodes.Ports[time % world.Nodes.Ports.Count];
            switch (random.Next(time < world.Nodes.Ports.Count ? 0 : 5, 12))
            {
                case < 3:
                    truth.Outages.Add("pauses");
                    world.Nodes.Pause(port);
                    truth.Away(port);
                    await WaitAsync(random.Next(100, 2500), over);
                    world.Nodes.Resume(port);
                    truth.Back(port);
                    break;
                case < 5:
                    truth.Outages.Add("kills");
                    world.Nodes.Kill(port);
                    truth.Away(port);
                    await WaitAsync(random.Next(0, 2000), over);
                    await world.Nodes.StartNodeAsync(port);
                    truth.Back(port);
                    break;
                case < 7:
                    truth.Outages.Add("resets");
                    await CacheNodes.SayAsync(port, "flush_all\r\n");
                    break;
                case < 9:
                    truth.Outages.Add("garbage");
                    if (await world.Reader.GenerationAsync("offer") is { } generation)
                        await CacheNodes.SayAsync(port, $"set clubshop:offer:{generation}:{truth.Pick(random)} 0 0 5\r\nhello\r\n");
                    break;
                case < 11:
                    truth.Outages.Add("invalidations");
                    await world.Instances[0].RaiseAsync("offer");
                    break;
                default:
                    truth.Outages.Add("crashes");
                    await world.ReplaceAsync(1);
                    break;
            }
        }
    }

    private static async Task<bool> IsCurrentAsync(PublishingWorld world, Truth truth)
    {
        var listed = await world.Reader.ListAsync("offer", "all");
        foreach (var (id, offer) in truth.Last)
        {
            if ((await world.Reader.RecordAsync("offer", id))?.GetProperty("version").GetInt64() != offer.Stamp.Version
                || listed?.GetValueOrDefault(id) != (offer.Status == EditorialStatus.Published ? offer.Stamp.Version : 0))
                return false;
        }

        return true;
    }

    private static async Task WaitAsync(int milliseconds, CancellationToken over)
    {
        if (milliseconds == 0)
            return;

        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(milliseconds));
        try
        {
            await timer.WaitForNextTickAsync(over);
        }
        catch (OperationCanceledException)
        {
            // The edits are over.
        }
    }

    /// <summary>What was saved when, and so what a reader may see.</summary>
    private sealed class Truth(IReadOnlyList<int> ports)
    {
        private readonly ConcurrentDictionary<(string Id, long Version), long> _savedAt = new();
        private readonly ConcurrentDictionary<int, long> _backAt = new(ports.Select(port => KeyValuePair.Create(port, long.MinValue)));
        private readonly Lock _gate = new();
        private List<string> _ids = [];
        private int _edits;
        private int _wentBack;
        private int _held;

        public ConcurrentDictionary<string, Offer> Last { get; } = new(StringComparer.Ordinal);

        public ConcurrentBag<string> Violations { get; } = [];

        public ConcurrentBag<string> Outages { get; } = [];

        public TimeSpan Oldest { get; private set; }

        public int Edits => Volatile.Read(ref _edits);

        public int WentBack => _wentBack;

        public int Held => _held;

        public void Saved(Offer offer)
        {
            _savedAt[(offer.Id, offer.Stamp.Version)] = TimeProvider.System.GetTimestamp();
            Last.AddOrUpdate(offer.Id, offer, (_, before) => before.Stamp.Version > offer.Stamp.Version ? before : offer);
            Interlocked.Increment(ref _edits);
            lock (_gate)
                _ids = _ids.Contains(offer.Id) ? _ids : [.. _ids, offer.Id];
        }

        public string Pick(Random random) => _ids[random.Next(_ids.Count)];

        public void Away(int port) => _backAt[port] = long.MaxValue;

        public void Back(int port) => _backAt[port] = TimeProvider.System.GetTimestamp();

        public void GoneBack() => Interlocked.Increment(ref _wentBack);

        public void Read(string id, long version, int port, long began)
        {
            var backAt = _backAt[port];
            var settled = backAt == long.MinValue || backAt != long.MaxValue && TimeProvider.System.GetElapsedTime(backAt, began) > AfterANodeIsBack;
            if (settled)
                Interlocked.Increment(ref _held);
            if (!_savedAt.TryGetValue((id, version + 1), out var superseded) || superseded > began)
                return;

            var age = TimeProvider.System.GetElapsedTime(superseded, began);
            if (settled && age > Oldest)
                Oldest = age;

            if (age > AfterACrash && settled)
                Violations.Add($"{id} read in version {version}, {age.TotalMilliseconds:0} ms after {version + 1} was saved");
        }
    }
}
