using System.Collections.Concurrent;
using Clubshop.Api.Cache;
using Clubshop.Api.Tables;
using Microsoft.Extensions.Options;

namespace Clubshop.Api.Catalog;

/// <summary>
/// The catalog's records: from the cache, from DynamoDB where the cache has nothing, and kept for a moment (<see cref="CatalogOptions.KeepFor"/>), so
/// that the many who ask for one offer at once are one reader of it.
/// </summary>
internal sealed class CatalogReader(CacheReader cache, CatalogTables tables, IOptions<CatalogOptions> options, TimeProvider time)
{
    private readonly CatalogOptions _options = options.Value;
    private readonly ConcurrentDictionary<string, HeldRecord>[] _records = [.. Enumerable.Range(0, RecordKinds.Count).Select(_ => new ConcurrentDictionary<string, HeldRecord>(StringComparer.Ordinal))];
    private readonly ConcurrentDictionary<string, Held<string>>[] _slugs = [.. Enumerable.Range(0, RecordKinds.Count).Select(_ => new ConcurrentDictionary<string, Held<string>>(StringComparer.Ordinal))];
    private int _held;

    /// <summary>How many records and slugs are held.</summary>
    public int Count => Volatile.Read(ref _held);

    /// <summary>What end users may see of a record, by its id or its slug; null if there is nothing to show. Whether an offer is live is not asked.</summary>
    /// <exception cref="BusyException">It cannot be said now.</exception>
    public ValueTask<CatalogView?> ViewAsync(RecordKind kind, string idOrSlug)
    {
        if (_records[(int)kind].TryGetValue(idOrSlug, out var held) && held.TryGet(time, out var record) && record is { Shown: true })
        {
            if (kind is not RecordKind.Offer)
                return new(held.ViewOf(record, null));
            if (_records[(int)RecordKind.Shop].TryGetValue(record.Shop!, out var heldShop) && heldShop.TryGet(time, out var shop))
                return new(shop is { Shown: true } ? held.ViewOf(record, shop) : null);
        }

        return new(FindAsync(kind, idOrSlug));
    }

    /// <summary>A record by its id; null if there is none.</summary>
    /// <param name="kind">The kind.</param>
    /// <param name="id">An id (<see cref="RecordKinds.IsId"/>).</param>
    /// <exception cref="BusyException">It cannot be said now.</exception>
    public ValueTask<CatalogRecord?> RecordAsync(RecordKind kind, string id)
    {
        var held = Hold(_records[(int)kind], id);
        return held.TryGet(time, out var known) ? new(known) : held.GetAsync(time, before => ReadAsync(kind, id, before));
    }

    /// <summary>Lets go of what was not read for a while.</summary>
    public void Sweep()
    {
        // Whatever is older than any of the times for which it may be kept is read again anyway.
        var longest = TimeSpan.FromSeconds(30);
        foreach (var kind in _records)
            SweepOf(kind, longest);
        foreach (var kind in _slugs)
            SweepOf(kind, longest);
    }

    private async Task<CatalogView?> FindAsync(RecordKind kind, string idOrSlug)
    {
        if (RecordKinds.IsId(idOrSlug) && await ViewOfIdAsync(kind, idOrSlug) is { } view)
            return view;
        // A slug may look like an id, though none of the portal's own making does.
        if (!RecordKinds.IsSlug(idOrSlug) || await SlugAsync(kind, idOrSlug) is not { } id)
            return null;
        return await ViewOfIdAsync(kind, id) is { } named && named.Record.Slug == idOrSlug ? named : null;
    }

    private async ValueTask<CatalogView?> ViewOfIdAsync(RecordKind kind, string id)
    {
        if (await RecordAsync(kind, id) is not { Shown: true } record)
            return null;
        if (kind is not RecordKind.Offer)
            return Hold(_records[(int)kind], id).ViewOf(record, null);
        return await RecordAsync(RecordKind.Shop, record.Shop!) is { Shown: true } shop ? Hold(_records[(int)kind], id).ViewOf(record, shop) : null;
    }

    private async Task<(CatalogRecord? Record, TimeSpan KeepFor)> ReadAsync(RecordKind kind, string id, CatalogRecord? before)
    {
        var cached = await cache.RecordAsync(kind, id);
        var record = cached ?? await tables.RecordAsync(kind, id);
        // Equal versions say the same, so what was made of the one before holds.
        if (record is not null && before is not null && record.Version == before.Version && record.Shown == before.Shown)
            record = before;
        return (record, cached is null ? _options.KeepFromTables : _options.KeepFor);
    }

    private ValueTask<string?> SlugAsync(RecordKind kind, string slug) => Hold(_slugs[(int)kind], slug).GetAsync(time, _ => ReadSlugAsync(kind, slug));

    private async Task<(string? Id, TimeSpan KeepFor)> ReadSlugAsync(RecordKind kind, string slug)
    {
        if (await cache.SlugAsync(kind, slug) is { } id)
        {
            // A mark is the answer; another slug means that this one has moved on.
            if (await RecordAsync(kind, id) is { } record && (!record.Shown || record.Slug == slug))
                return (id, _options.KeepFor);
        }

        return (await tables.OwnerOfAsync(kind, slug), _options.KeepFromTables);
    }

    // Beyond the limit nothing is kept: whoever asks for a great many ids that do not exist fills no memory.
    private T Hold<T>(ConcurrentDictionary<string, T> all, string key)
        where T : class, new()
    {
        if (all.TryGetValue(key, out var held))
            return held;
        held = new T();
        if (Volatile.Read(ref _held) >= _options.HeldRecords || !all.TryAdd(key, held))
            return all.GetValueOrDefault(key, held);
        Interlocked.Increment(ref _held);
        return held;
    }

    private void SweepOf<THeld>(ConcurrentDictionary<string, THeld> all, TimeSpan longest)
        where THeld : class
    {
        foreach (var (key, held) in all)
        {
            var beganAt = held switch { Held<CatalogRecord> record => record.BeganAt, Held<string> slug => slug.BeganAt, _ => 0 };
            if (time.GetElapsedTime(beganAt) > longest && all.TryRemove(key, out _))
                Interlocked.Decrement(ref _held);
        }
    }
}

/// <summary>A record that is held, with what was made of it.</summary>
internal sealed class HeldRecord : Held<CatalogRecord>
{
    private CatalogView? _view;

    /// <summary>The view of this record and shop; made when one of them has changed.</summary>
    public CatalogView ViewOf(CatalogRecord record, CatalogRecord? shop)
    {
        var view = Volatile.Read(ref _view);
        if (view is not null && ReferenceEquals(view.Record, record) && ReferenceEquals(view.Shop, shop))
            return view;
        view = CatalogView.Of(record, shop);
        Volatile.Write(ref _view, view);
        return view;
    }
}
