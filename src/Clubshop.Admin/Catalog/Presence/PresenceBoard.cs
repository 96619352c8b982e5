using System.Security.Cryptography;
using System.Text.Json;
using Clubshop.Admin.Common;
using Clubshop.Admin.Staff;
using Clubshop.Aws.Memcached;
using Microsoft.AspNetCore.DataProtection;

namespace Clubshop.Admin.Catalog.Presence;

/// <summary>
/// Who has which record open, over all instances: each instance adds its own to one short-lived value per record in the shared cache and reads the
/// others' there, every <see cref="Every"/>. Never a lock, and worth nothing but a line on the page: without the cache each instance knows its own
/// alone. The values are sealed, because names of people stand in them (docs/decisions/0024-drafts-and-presence.md).
/// </summary>
public sealed partial class PresenceBoard : BackgroundService
{
    /// <summary>How often others are looked for.</summary>
    public static readonly TimeSpan Every = TimeSpan.FromSeconds(5);

    /// <summary>How long an entry counts after it was written last: an instance that died is forgotten then.</summary>
    public static readonly TimeSpan Life = TimeSpan.FromSeconds(20);

    private static readonly TimeSpan WriteEvery = TimeSpan.FromSeconds(10);
    private const int Rounds = 6;

    private readonly Func<MemcachedCluster?> _cluster;
    private readonly string _prefix;
    private readonly IDataProtector _protector;
    private readonly TimeProvider _time;
    private readonly ILogger<PresenceBoard> _logger;
    private readonly string _instance;
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Room> _rooms = new(StringComparer.Ordinal);

    /// <summary>Makes a board; nothing is read yet.</summary>
    /// <param name="cluster">The shared cache; null where there is none.</param>
    /// <param name="prefix">What its keys begin with.</param>
    /// <param name="protection">Seals the values.</param>
    /// <param name="time">The clock.</param>
    /// <param name="logger">Where it is logged that the cache does not answer.</param>
    public PresenceBoard(Func<MemcachedCluster?> cluster, string prefix, IDataProtectionProvider protection, TimeProvider time, ILogger<PresenceBoard> logger) =>
        (_cluster, _prefix, _protector, _time, _logger, _instance) =
            (cluster, prefix, protection.CreateProtector("Clubshop.Admin.Catalog.Presence"), time, logger, Ids.New(time));

    /// <summary>Has a record open from now on, until the result is disposed.</summary>
    /// <param name="actor">Who.</param>
    /// <param name="record">Kind and id: <c>offer/0199…</c>.</param>
    /// <param name="tab">The tab.</param>
    /// <param name="since">Since when.</param>
    /// <param name="changed">Called from any thread when the others change: quick, and does not throw.</param>
    /// <returns>The place; null for who may not see the catalog.</returns>
    public PresenceSeat? Join(Actor actor, string record, string tab, DateTimeOffset since, Action changed)
    {
        if (!actor.Has(Permission.SeeCatalog))
            return null;

        var seat = new PresenceSeat(this, record, new(actor.Id, actor.Name, tab, since), changed);
        lock (_lock)
        {
            if (!_rooms.TryGetValue(record, out var room))
                _rooms[record] = room = new(record);
            room.Seats.Add(seat);
            room.IsChanged = true;
        }

        Tell(record, except: seat);
        seat.Settled = RefreshAsync(record, CancellationToken.None);
        return seat;
    }

    /// <summary>The tabs in which a person has a record open now, on whatever instance.</summary>
    /// <returns>Their ids; none for who may not see the catalog.</returns>
    public async Task<IReadOnlySet<string>> TabsOfAsync(Actor actor, string record, CancellationToken cancellationToken)
    {
        var tabs = new HashSet<string>(StringComparer.Ordinal);
        if (!actor.Has(Permission.SeeCatalog))
            return tabs;

        lock (_lock)
        {
            if (_rooms.TryGetValue(record, out var room))
                tabs.UnionWith(room.Seats.Where(seat => seat.Who.PersonId == actor.Id).Select(seat => seat.Who.Tab));
        }

        var stored = await TryAsync(cache => cache.GetAsync(KeyOf(record), cancellationToken));
        tabs.UnionWith(Others(record, stored).Where(entry => entry.Who.PersonId == actor.Id).Select(entry => entry.Who.Tab));
        return tabs;
    }

    /// <summary>Looks for others once, for every record that is open here.</summary>
    internal async Task LookAsync(CancellationToken cancellationToken)
    {
        string[] records;
        lock (_lock)
            records = [.. _rooms.Keys];

        foreach (var some in records.Chunk(50))
            await Task.WhenAll(some.Select(record => RefreshAsync(record, cancellationToken)));
    }

    internal IReadOnlyList<PersonHere> OthersOf(PresenceSeat seat)
    {
        lock (_lock)
        {
            return !_rooms.TryGetValue(seat.Record, out var room) ? []
                : [.. room.Seats.Where(one => one != seat).Select(one => one.Who).Concat(room.Remote).Where(who => who.Tab != seat.Who.Tab).OrderBy(who => who.Since)];
        }
    }

    internal void Show(PresenceSeat seat, PersonHere who)
    {
        lock (_lock)
        {
            seat.Who = who;
            if (_rooms.TryGetValue(seat.Record, out var room))
                room.IsChanged = true;
        }

        Tell(seat.Record, except: seat);
        _ = RefreshAsync(seat.Record, CancellationToken.None);
    }

    internal void Leave(PresenceSeat seat)
    {
        lock (_lock)
        {
            if (!_rooms.TryGetValue(seat.Record, out var room) || !room.Seats.Remove(seat))
                return;
            room.IsChanged = true;
        }

        Tell(seat.Record, except: null);
        _ = RefreshAsync(seat.Record, CancellationToken.None);
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, _time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
                await LookAsync(stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The portal ends; its entries are forgotten within their life.
        }
    }

    private async Task RefreshAsync(string record, CancellationToken cancellationToken)
    {
        Room? room;
        lock (_lock)
            _rooms.TryGetValue(record, out room);
        if (room is null)
            return;

        await room.Turn.WaitAsync(cancellationToken);
        try
        {
            var remote = await ExchangeAsync(room, cancellationToken);
            bool changed;
            lock (_lock)
            {
                changed = !room.Remote.SequenceEqual(remote);
                room.Remote = remote;
                if (room.Seats.Count == 0 && !room.IsChanged)
                    _rooms.Remove(record);
            }

            if (changed)
                Tell(record, except: null);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            LogNotExchanged(_logger, exception); // the next look comes by itself
        }
        finally
        {
            room.Turn.Release();
        }
    }

    // Reads who is there elsewhere, and writes who is there here when that changed or was written a while ago.
    private async Task<IReadOnlyList<PersonHere>> ExchangeAsync(Room room, CancellationToken cancellationToken)
    {
        for (var round = 0; round < Rounds; round++)
        {
            var stored = await TryAsync(cache => cache.GetAsync(KeyOf(room.Record), cancellationToken));
            var others = Others(room.Record, stored);
            List<PersonHere> own;
            bool writes;
            var now = _time.GetUtcNow();
            lock (_lock)
            {
                own = [.. room.Seats.Select(seat => seat.Who)];
                writes = room.IsChanged || (own.Count > 0 && now - room.WrittenAt >= WriteEvery);
                (room.IsChanged, room.WrittenAt) = (room.IsChanged && !writes, writes ? now : room.WrittenAt);
            }

            if (!writes || await StoreAsync(room.Record, stored, [.. others, .. own.Select(who => new Entry(_instance, who, now + Life))], cancellationToken))
                return [.. others.Select(entry => entry.Who)];

            // Another instance was faster: its people are read first.
            lock (_lock)
                room.IsChanged = true;
        }

        return room.Remote;
    }

    // Whether it is stored, or cannot be because the cache is away.
    private async Task<bool> StoreAsync(string record, CacheItem? stored, IReadOnlyList<Entry> entries, CancellationToken cancellationToken)
    {
        if (entries.Count == 0)
        {
            // What another instance wrote meanwhile stays: only the value that was read goes.
            if (stored is not null)
                await TryAsync(async cache => await cache.DeleteAsync(KeyOf(record), stored.Cas, cancellationToken));
            return true;
        }

        var options = stored is null ? new StoreOptions { Mode = StoreMode.Add, Lifetime = Life } : new StoreOptions { Cas = stored.Cas, Lifetime = Life };
        var sealedValue = ProtectorOf(record).Protect(JsonSerializer.SerializeToUtf8Bytes(entries));
        var outcome = await TryAsync<StoreOutcome?>(async cache => await cache.StoreAsync(KeyOf(record), sealedValue, options, cancellationToken));
        return outcome is null or StoreOutcome.Stored;
    }

    private IReadOnlyList<Entry> Others(string record, CacheItem? stored)
    {
        if (stored is null)
            return [];

        try
        {
            var now = _time.GetUtcNow();
            return [.. (JsonSerializer.Deserialize<List<Entry>>(ProtectorOf(record).Unprotect(stored.Value.ToArray())) ?? [])
                .Where(entry => entry.Instance != _instance && entry.Until > now && entry.Until <= now + (2 * Life))];
        }
        catch (Exception exception) when (exception is CryptographicException or JsonException)
        {
            return []; // another portal's, or an older version's: written over
        }
    }

    private async Task<T?> TryAsync<T>(Func<MemcachedCluster, Task<T>> call)
    {
        try
        {
            return _cluster() is { } cache ? await call(cache) : default;
        }
        catch (MemcachedException exception)
        {
            LogNotExchanged(_logger, exception);
            return default;
        }
    }

    private void Tell(string record, PresenceSeat? except)
    {
        List<PresenceSeat> seats;
        lock (_lock)
            seats = _rooms.TryGetValue(record, out var room) ? [.. room.Seats.Where(seat => seat != except)] : [];
        foreach (var seat in seats)
            seat.Tell();
    }

    // An id from an address may be anything; a key may not.
    private string KeyOf(string record) => $"{_prefix}:open:{Convert.ToHexStringLower(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(record)))}";

    private IDataProtector ProtectorOf(string record) => _protector.CreateProtector(record);

    [LoggerMessage(EventId = 2403, Level = LogLevel.Debug, Message = "Who has a record open elsewhere could not be exchanged; the next try comes by itself.")]
    private static partial void LogNotExchanged(ILogger logger, Exception cause);

    private sealed record Entry(string Instance, PersonHere Who, DateTimeOffset Until);

    private sealed class Room(string record)
    {
        public string Record => record;

        public List<PresenceSeat> Seats { get; } = [];

        public IReadOnlyList<PersonHere> Remote { get; set; } = [];

        public bool IsChanged { get; set; }

        public DateTimeOffset WrittenAt { get; set; }

        public SemaphoreSlim Turn { get; } = new(1, 1);
    }
}
