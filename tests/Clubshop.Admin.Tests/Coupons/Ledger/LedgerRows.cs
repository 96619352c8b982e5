using System.Globalization;
using Amazon.DynamoDBv2.Model;
using Clubshop.Coupons;

namespace Clubshop.Admin.Tests.Coupons.Ledger;

/// <summary>The whole coupon table as it is stored, read without the ledger, and what must be true of it at any moment.</summary>
internal sealed class LedgerRows
{
    private readonly List<Dictionary<string, AttributeValue>> _items = [];

    /// <summary>Rows of codes.</summary>
    public IReadOnlyList<Row> Codes { get; private init; } = [];

    /// <summary>Which coupons customers have: customer, and key of the code.</summary>
    public IReadOnlyList<(string Customer, string Pk, string Sk)> Markers { get; private init; } = [];

    public static async Task<LedgerRows> ReadAsync(LedgerWorld world)
    {
        List<Dictionary<string, AttributeValue>> items = [];
        Dictionary<string, AttributeValue>? start = null;
        do
        {
            var page = await world.Storage.Dynamo.ScanAsync(new() { TableName = LedgerWorld.Prefix + CouponTable.Name, ConsistentRead = true, ExclusiveStartKey = start });
            items.AddRange(page.Items ?? []);
            start = page.LastEvaluatedKey;
        }
        while (start is { Count: > 0 });

        var rows = new LedgerRows
        {
            Codes = [.. items.Where(item => item.ContainsKey("codeKey")).Select(item => new Row(item))],
            Markers = [.. items.Where(item => item["pk"].S.StartsWith("ISSUE#", StringComparison.Ordinal) && item.ContainsKey("codePk"))
                .Select(item => (item["pk"].S.Split('#')[2], item["codePk"].S, item["codeSk"].S))],
        };
        rows._items.AddRange(items);
        return rows;
    }

    /// <summary>Sum of a count of a pool.</summary>
    public long Count(string poolId, string count) => _items
        .Where(item => item["pk"].S == $"POOL#{poolId}" && item["sk"].S.StartsWith("CNT#", StringComparison.Ordinal) && item.ContainsKey(count))
        .Sum(item => long.Parse(item[count].N, CultureInfo.InvariantCulture));

    /// <summary>What is counted against a limit in all; null without one.</summary>
    public long? Used => _items.Where(item => item["sk"].S.StartsWith("LIMIT#", StringComparison.Ordinal)).Select(item => (long?)long.Parse(item["used"].N, CultureInfo.InvariantCulture)).LastOrDefault();

    /// <summary>Counts agree with rows, each marker with its code, and nobody has more than one may have.</summary>
    public void AssertWhole(int perCustomer, int? inAll, string seed)
    {
        foreach (var pool in Codes.GroupBy(row => row.PoolId, StringComparer.Ordinal))
        {
            foreach (var state in new[] { "issued", "redeemed", "voided" })
                Assert.True(pool.Count(row => row.State == state) == Count(pool.Key, state), $"{seed}: {state} of {pool.Key}: {pool.Count(row => row.State == state)} rows, counted {Count(pool.Key, state)}");
        }

        Assert.True(Markers.Select(marker => (marker.Pk, marker.Sk)).Distinct().Count() == Markers.Count, $"{seed}: two customers have one code");
        var byKey = Codes.ToDictionary(row => (row.Pk, row.Sk));
        Assert.All(Markers, marker => Assert.True(byKey[(marker.Pk, marker.Sk)].Customer == marker.Customer, $"{seed}: {marker}"));
        Assert.All(Markers.GroupBy(marker => marker.Customer), held => Assert.True(held.Count() <= perCustomer, $"{seed}: {held.Key} has {held.Count()}"));

        var marked = Markers.Select(marker => (marker.Pk, marker.Sk)).ToHashSet();
        Assert.All(Codes.Where(row => row.State is "issued" or "redeemed"), row => Assert.True(row.Customer is not null && marked.Contains((row.Pk, row.Sk)), $"{seed}: {row.Pk} {row.Sk} {row.State}"));
        Assert.All(Codes.Where(row => row.State == "free"), row => Assert.True(row.Customer is null, $"{seed}: free with a customer"));
        Assert.True(Codes.GroupBy(row => row.PoolId, StringComparer.Ordinal).Sum(pool => Count(pool.Key, "given")) == Markers.Count, $"{seed}: given");
        if (inAll is not null)
            Assert.True(Used == Markers.Count && Used <= inAll, $"{seed}: {Used} used, {Markers.Count} given");
    }

    internal sealed record Row(Dictionary<string, AttributeValue> Item)
    {
        public string Pk => Item["pk"].S;

        public string Sk => Item["sk"].S;

        public string PoolId => Pk["POOL#".Length..^3];

        public string Code => Item["code"].S;

        public string State => Item["state"].S;

        public string? Customer => Item.GetValueOrDefault("userId")?.S;
    }
}
