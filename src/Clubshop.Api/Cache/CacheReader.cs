using System.Globalization;
using Clubshop.Aws.Memcached;
using Clubshop.Api.Catalog;
using Microsoft.Extensions.Options;

namespace Clubshop.Api.Cache;

/// <summary>
/// Reads the shared cache as docs/cache-contract.md says. A node that does not answer, a value that is not what was asked for, and no
/// generation are all the same: nothing, null. It never writes.
/// </summary>
internal sealed class CacheReader(MemcachedCluster nodes, Generations generations, IOptions<CatalogOptions> options)
{
    // Pages of one list asked for at once: each may have 1 MB.
    private const int PagesAtOnce = 8;

    private readonly string _prefix = options.Value.CachePrefix;

    /// <summary>A record; null for nothing.</summary>
    public async ValueTask<CatalogRecord?> RecordAsync(RecordKind kind, string id)
    {
        if (await generations.OfAsync(kind) is not { } generation)
            return null;
        return await ValueAsync($"{_prefix}:{RecordKinds.NameOf(kind)}:{generation}:{id}") is { } value ? CacheValues.Record(value.Span, kind, id) : null;
    }

    /// <summary>The id that a slug names; null for nothing.</summary>
    public async ValueTask<string?> SlugAsync(RecordKind kind, string slug)
    {
        if (await generations.OfAsync(kind) is not { } generation)
            return null;
        return await ValueAsync($"{_prefix}:{RecordKinds.NameOf(kind)}:{generation}:slug:{slug}") is { } value ? CacheValues.Slug(value.Span, kind, slug) : null;
    }

    /// <summary>What a list names; null if the list or one of its pages is missing.</summary>
    /// <param name="kind">The kind of what it names.</param>
    /// <param name="list">Its name, such as <c>all</c> or <c>of-club:{id}</c>.</param>
    public async Task<List<ListEntry>?> ListAsync(RecordKind kind, string list)
    {
        if (await generations.OfAsync(kind) is not { } generation)
            return null;
        var key = $"{_prefix}:{RecordKinds.NameOf(kind)}:{generation}:{list}";
        if (await PageAsync(key, kind, list, 0) is not { } first)
            return null;

        List<ListEntry> entries = [.. first.Entries];
        foreach (var some in Enumerable.Range(1, first.Pages - 1).Chunk(PagesAtOnce))
        {
            var pages = await Task.WhenAll(some.Select(page => PageAsync(string.Create(CultureInfo.InvariantCulture, $"{key}:{page}/{first.Pages}"), kind, list, page)));
            foreach (var page in pages)
            {
                if (page is null || page.Pages != first.Pages)
                    return null;
                entries.AddRange(page.Entries);
            }
        }

        return entries;
    }

    private async Task<ListPage?> PageAsync(string key, RecordKind kind, string list, int page) =>
        await ValueAsync(key) is { } value ? CacheValues.List(value.Span, kind, list, page) : null;

    private async ValueTask<ReadOnlyMemory<byte>?> ValueAsync(string key)
    {
        try
        {
            return (await nodes.GetAsync(key, CancellationToken.None))?.Value;
        }
        catch (MemcachedException)
        {
            return null; // the client logs nodes that go down
        }
    }
}
