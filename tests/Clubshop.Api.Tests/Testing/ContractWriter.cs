using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Clubshop.Aws.Memcached;
using Microsoft.Extensions.Logging.Abstractions;

namespace Clubshop.Api.Tests.Testing;

/// <summary>Writes the cache's values by hand, as docs/cache-contract.md has them; nothing of the portal's.</summary>
public sealed class ContractWriter(IEnumerable<string> nodes) : IAsyncDisposable
{
    private readonly MemcachedCluster _nodes = new(new MemcachedOptions { Nodes = [.. nodes] }, TimeProvider.System, NullLogger<MemcachedCluster>.Instance);

    /// <summary>The generation of every kind.</summary>
    public long Generation { get; set; } = 1_700_000_000;

    /// <summary>The five copies of a kind's generation.</summary>
    public async Task GenerationsAsync(params string[] kinds)
    {
        foreach (var kind in kinds.Length > 0 ? kinds : ["club", "shop", "category", "offer"])
        {
            for (var n = 0; n < 5; n++)
                await PutAsync($"clubshop:gen:{kind}:{n}", Generation.ToString(CultureInfo.InvariantCulture));
        }
    }

    /// <summary>One record.</summary>
    public Task RecordAsync(JsonObject record) => PutAsync($"clubshop:{record["kind"]}:{Generation}:{record["id"]}", record.ToJsonString());

    /// <summary>A record, its slug, and the lists <c>all</c> and those of its club, shop and categories.</summary>
    public async Task ShowAsync(params JsonObject[] records)
    {
        foreach (var record in records)
        {
            await RecordAsync(record);
            await PutAsync(
                $"clubshop:{record["kind"]}:{Generation}:slug:{record["slug"]}",
                new JsonObject { ["schema"] = 1, ["type"] = "slug", ["kind"] = (string)record["kind"]!, ["slug"] = (string)record["slug"]!, ["id"] = (string)record["id"]!, ["version"] = (long)record["version"]! }.ToJsonString());
        }
    }

    /// <summary>A list of one or more pages.</summary>
    public async Task ListAsync(string kind, string list, IEnumerable<JsonObject> records, int pages = 1)
    {
        var all = records.ToList();
        for (var page = 0; page < pages; page++)
        {
            var entries = new JsonArray([.. all.Where((_, i) => i % pages == page).Select(record => kind == "offer"
                ? new JsonArray((string)record["id"]!, (long)record["version"]!, (string?)record["starts"], (string?)record["ends"])
                : new JsonArray((string)record["id"]!, (long)record["version"]!))]);
            var value = new JsonObject { ["schema"] = 1, ["type"] = "list", ["kind"] = kind, ["list"] = list, ["pages"] = pages, ["page"] = page, ["writtenAt"] = "2026-11-21T07:44:16.123Z", ["entries"] = entries };
            await PutAsync($"clubshop:{kind}:{Generation}:{list}{(page == 0 ? "" : $":{page}/{pages}")}", value.ToJsonString());
        }
    }

    /// <summary>Any value under any key.</summary>
    public Task PutAsync(string key, string value) => _nodes.StoreAsync(key, Encoding.UTF8.GetBytes(value), new() { Lifetime = TimeSpan.FromMinutes(60) }, CancellationToken.None);

    /// <summary>Removes a key, as an eviction does.</summary>
    public Task DropAsync(string key) => _nodes.DeleteAsync(key, null, CancellationToken.None);

    /// <summary>The node of a key, as <c>host:port</c>.</summary>
    public string NodeOf(string key) => _nodes.NodeOf(key).Address;

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _nodes.DisposeAsync();
}
