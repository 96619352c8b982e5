using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Clubshop.Api.Cache;

namespace Clubshop.Api.Tables;

/// <summary>
/// The lists of a kind from its table's index <c>byChange</c>: what remains when the cache has no list and this server never had one. The whole
/// kind is read, so it is read once for all lists, and seldom.
/// </summary>
internal sealed class TableLists(IAmazonDynamoDB dynamo, TableNames names, ReadGate gate, TimeProvider time)
{
    private const int OfferShards = 4;

    // 200,000 offers take some hundred requests.
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(2);

    // A caller of the API does not wait for them; the next one finds them.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan KeptFor = TimeSpan.FromMinutes(1);

    private readonly Lock _gate = new();
    private readonly Kind[] _kinds = [.. Enumerable.Range(0, RecordKinds.Count).Select(_ => new Kind())];

    /// <summary>What a list names; empty if the kind has no such list.</summary>
    /// <exception cref="BusyException">The kind is still being read, or cannot be read now.</exception>
    public async Task<List<ListEntry>> ListAsync(RecordKind kind, string list)
    {
        var state = _kinds[(int)kind];
        Task<Dictionary<string, List<ListEntry>>> reading;
        lock (_gate)
        {
            if (state.Lists is { } known && time.GetElapsedTime(state.ReadAt) < KeptFor)
                return known.GetValueOrDefault(list) ?? [];
            reading = state.Reading ??= ReadAsync(kind, state);
        }

        try
        {
            return (await reading.WaitAsync(Patience, time)).GetValueOrDefault(list) ?? [];
        }
        catch (TimeoutException late)
        {
            throw new BusyException("The list is being read from DynamoDB.", late);
        }
    }

    private async Task<Dictionary<string, List<ListEntry>>> ReadAsync(RecordKind kind, Kind state)
    {
        await Task.Yield(); // the lock is held
        try
        {
            // Clubs of an offer without any are those of its shop.
            var clubsOfShops = kind is RecordKind.Offer ? await ClubsOfShopsAsync() : [];
            var lists = new Dictionary<string, List<ListEntry>>(StringComparer.Ordinal);
            await foreach (var item in ItemsAsync(kind))
                Add(lists, kind, item, clubsOfShops);
            lock (_gate)
                (state.Lists, state.ReadAt) = (lists, time.GetTimestamp());
            return lists;
        }
        finally
        {
            lock (_gate)
                state.Reading = null;
        }
    }

    private static void Add(Dictionary<string, List<ListEntry>> lists, RecordKind kind, Dictionary<string, AttributeValue> item, Dictionary<string, IReadOnlyList<string>> clubsOfShops)
    {
        if (IdOf(item) is not { } id)
            return;
        var entry = new ListEntry(ListEntry.KeyOf(id), 0, long.MaxValue);
        if (kind is RecordKind.Offer)
            entry = entry with { Starts = CatalogTables.Time(item, "starts")?.UtcTicks ?? 0, Ends = CatalogTables.Time(item, "ends")?.UtcTicks ?? long.MaxValue };
        To("all");
        var shop = CatalogTables.Text(item, "shopId");
        if (shop is not null)
            To("of-shop:" + shop);
        var clubs = CatalogTables.Set(item, "clubIds");
        foreach (var club in clubs.Count > 0 || shop is null ? clubs : clubsOfShops.GetValueOrDefault(shop) ?? [])
            To("of-club:" + club);
        foreach (var category in CatalogTables.Set(item, "categoryIds"))
            To("of-category:" + category);

        void To(string list)
        {
            if (!lists.TryGetValue(list, out var entries))
                lists[list] = entries = [];
            entries.Add(entry);
        }
    }

    private async Task<Dictionary<string, IReadOnlyList<string>>> ClubsOfShopsAsync()
    {
        var clubs = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        await foreach (var item in ItemsAsync(RecordKind.Shop))
        {
            if (IdOf(item) is { } id)
                clubs[id] = CatalogTables.Set(item, "clubIds");
        }

        return clubs;
    }

    private async IAsyncEnumerable<Dictionary<string, AttributeValue>> ItemsAsync(RecordKind kind)
    {
        for (var shard = 0; shard < (kind is RecordKind.Offer ? OfferShards : 1); shard++)
        {
            Dictionary<string, AttributeValue>? start = null;
            do
            {
                var request = new QueryRequest
                {
                    TableName = names.Of(kind),
                    IndexName = "byChange",
                    KeyConditionExpression = "ch = :shard",
                    ProjectionExpression = "pk, sk, #status, purgeAt, starts, ends, shopId, clubIds, categoryIds",
                    ExpressionAttributeNames = new() { ["#status"] = "status" },
                    ExpressionAttributeValues = new() { [":shard"] = new(shard.ToString(System.Globalization.CultureInfo.InvariantCulture)) },
                    ExclusiveStartKey = start,
                };
                var response = await gate.ReadAsync(cancel => dynamo.QueryAsync(request, cancel), Longest);
                var now = time.GetUtcNow();
                foreach (var item in response.Items ?? [])
                {
                    if (CatalogTables.Text(item, "sk") == "META" && CatalogTables.IsShown(item, now))
                        yield return item;
                }

                start = response.LastEvaluatedKey;
            }
            while (start is { Count: > 0 });
        }
    }

    private static string? IdOf(Dictionary<string, AttributeValue> item) =>
        CatalogTables.Text(item, "pk") is { } pk && pk.IndexOf('#', StringComparison.Ordinal) is > 0 and var at && RecordKinds.IsId(pk.AsSpan(at + 1)) ? pk[(at + 1)..] : null;

    private sealed class Kind
    {
        public Dictionary<string, List<ListEntry>>? Lists;
        public long ReadAt;
        public Task<Dictionary<string, List<ListEntry>>>? Reading;
    }
}
