using Clubshop.Admin.Common;
using Clubshop.Admin.MasterData;
using Clubshop.Admin.MasterData.Kept;
using Clubshop.Admin.Shops;
using Clubshop.Admin.Tests.Common;
using CsCheck;

namespace Clubshop.Admin.Tests.MasterData.Kept;

/// <summary>Searches answered from what the index keeps, against a plain scan of the rows.</summary>
public sealed class KeptSearchTests
{
    private static readonly DateTimeOffset Epoch = DateTimeOffset.UnixEpoch;
    private static readonly string[] Words = ["big", "bazaar", "10%", "code-1", "code-12", "e-mail", "café", "नाइका", "mega", "10", "x", "--", "₹500", "a.b.c"];

    private static readonly Comparison<TestRow> ByName = (left, right) => string.CompareOrdinal(left.Folded, right.Folded);
    private static readonly Comparison<TestRow> ByRank = (left, right) => left.Rank.CompareTo(right.Rank);
    private static readonly Comparison<TestRow> NotKept = (left, right) => (left.Rank % 7).CompareTo(right.Rank % 7);
    private static readonly Facet<TestRow> One = new(row => row.Rank % 4 == 0 ? "" : "s" + (row.Rank % 4));
    private static readonly Facet<TestRow> Many = new(row => row.Rank % 3 == 0 ? [] : ["k" + (row.Rank % 5), "k" + (row.Rank % 2)]);
    private static readonly Facet<TestRow> OfNoIndex = new(row => "n" + (row.Rank % 2));
    private static readonly Moment<TestRow> At = new(row => row.Rank % 6 == 0 ? null : Epoch.AddDays(row.Rank % 50));
    private static readonly Moment<TestRow> AtOfNoIndex = new(row => Epoch.AddDays(row.Rank));

    private static readonly RowShape<TestRow> Shape = new()
    {
        Orders = [new(ByName), new(ByName, true), new(ByRank), new(ByRank, true) { Number = row => row.Rank }, new(At.Order) { Number = At.Number }],
        Facets = [One, Many],
    };

    [Fact]
    public void Search_AfterAnyChangesAndRenewals_AnswersLikeAPlainScan() => Gen.Select(AnyChange.Array[0, 400], AnyQuery.Array[1, 6]).Sample((changes, queries) =>
    {
        var index = new RecordIndex<TestRow>(ShopKind.Table, TestRow.Of, new TestClock(), Shape);
        var rows = new Dictionary<string, TestRow>(StringComparer.Ordinal);
        for (var i = 0; i < changes.Length; i++)
        {
            Apply(changes[i], i, index, rows);
            if (i % 97 == 50)
                AssertSame(queries[0], index, rows.Values);
        }

        foreach (var query in queries)
            AssertSame(query, index, rows.Values);
        index.Renew();
        foreach (var query in queries)
            AssertSame(query, index, rows.Values);
    }, iter: 150);

    [Fact]
    public async Task Search_WhileRowsChangeAndEditionsAreRenewed_CountsEachRowOnce()
    {
        const int ids = 700;
        var index = new RecordIndex<TestRow>(ShopKind.Table, TestRow.Of, new TestClock(), Shape);
        for (var id = 0; id < ids; id++)
            index.Merge(new($"{id:D4}", 1, "big bazaar", EditorialStatus.Published, id));
        index.Renew();

        using var done = new CancellationTokenSource();
        var renewing = Task.Run(() =>
        {
            while (!done.IsCancellationRequested)
                index.Renew();
        });
        IndexQuery<TestRow>[] queries =
        [
            new() { Order = ByRank, Take = 1_000 }, new() { Order = ByName, Descending = true, Text = "baza", Take = 1_000 },
            new() { Order = NotKept, Text = "baza", Take = 1_000 }, new() { Order = ByRank, Filter = Many.In(["k0", "k1", ""]), Take = 1_000 },
        ];
        var readers = queries.Take(3).Select(query => Task.Run(() =>
        {
            while (!done.IsCancellationRequested)
            {
                var page = index.Search(query);
                Assert.Equal(ids, page.Total);
                Assert.Equal(ids, page.Counts.Sum());
                Assert.Equal(ids, page.Rows.Select(row => row.Id).Distinct().Count());
                foreach (var status in Enum.GetValues<EditorialStatus>())
                    Assert.Equal(page.Counts[(int)status], page.Rows.Count(row => row.Status == status));
                Assert.Equal(page.Rows, page.Rows.Order(Comparer<TestRow>.Create(new KeptBy<TestRow>(query.Order, query.Descending).Compare)));
            }
        })).ToArray();

        Parallel.For(0, 2, thread =>
        {
            var random = new Random(thread);
            for (var i = 2; i < 4_000; i++)
            {
                var id = random.Next(ids);
                index.Merge(new($"{id:D4}", i, "bazaar " + random.Next(50), (EditorialStatus)random.Next(5), random.Next(1_000)));
            }
        });
        await done.CancelAsync();
        await Task.WhenAll([renewing, .. readers]);

        AssertSame(queries[3], index, index.All());
    }

    [Fact]
    public void Renew_AfterManyRenamings_DropsTheWordsOfNoRow()
    {
        var table = new RowTable<TestRow>(Shape);
        for (var version = 1; version <= 4; version++)
        {
            for (var id = 0; id < 3_000; id++)
                table.Merge(new($"{id:D4}", version, $"word{version}x{id}", EditorialStatus.Published, id), default);
            table.Renew();
        }

        var kept = table.Edition.Kept;
        Assert.False(kept.Words.IsWorn);
        Assert.Equal(1, kept.Words.Find("word4x77x", kept.Rows).Count() + kept.Words.Find("d4x2999", kept.Rows).Count());
        Assert.Equal(0, kept.Words.Find("word1", kept.Rows).Count());
    }

    [Fact]
    public void Search_AnyKeptOrder_NeverComparesAllRows()
    {
        var compared = 0;
        Comparison<TestRow> counted = (left, right) =>
        {
            compared++;
            return ByRank(left, right);
        };
        var index = new RecordIndex<TestRow>(ShopKind.Table, TestRow.Of, new TestClock(), new() { Orders = [new(counted)] });
        for (var id = 0; id < 5_000; id++)
            index.Merge(new($"{id:D4}", 1, "big bazaar", EditorialStatus.Published, id));
        index.Renew();
        index.Merge(new("0007", 2, "big bazaar", EditorialStatus.Published, 60));
        compared = 0;

        Assert.Equal(5_000, index.Search(new() { Order = counted, Skip = 4_000, Take = 25 }).Total);

        Assert.InRange(compared, 1, 30);
    }

    private static void Apply(Change change, int i, RecordIndex<TestRow> index, Dictionary<string, TestRow> rows)
    {
        if (change.Kind == 0)
        {
            index.Renew();
        }
        else if (change.Kind == 1)
        {
            var found = rows.Keys.Where(id => (id[^1] + change.Rank) % 7 != 0).ToHashSet(StringComparer.Ordinal);
            ((IRecordIndex)index).KeepOnly(found, DateTimeOffset.MaxValue);
            foreach (var gone in rows.Keys.Except(found).ToList())
                rows.Remove(gone);
        }
        else
        {
            var id = $"{change.Id:D3}";
            var row = new TestRow(id, i + 1, string.Join(' ', change.Words), (EditorialStatus)change.Status, change.Rank);
            index.Merge(row);
            rows[id] = row;
        }
    }

    private static void AssertSame(IndexQuery<TestRow> query, RecordIndex<TestRow> index, IEnumerable<TestRow> rows)
    {
        var page = index.Search(query);

        var counted = rows.Where(row => Fold.Terms(query.Text).All(term => row.Folded.Contains(term, StringComparison.Ordinal) || query.Also?.Invoke(term)?.Holds(row) == true)
            && query.Filter?.Holds(row) != false && query.Where?.Invoke(row) != false).ToList();
        var listed = counted.Where(row => query.Only?.Invoke((int)row.Status) != false).ToList();
        listed.Sort((left, right) =>
        {
            var (first, second) = query.Descending ? (right, left) : (left, right);
            return query.Rank is { } rank && rank.Of(first) != rank.Of(second) ? rank.Of(first).CompareTo(rank.Of(second))
                : query.Order(first, second) is not 0 and var order ? order
                : string.CompareOrdinal(left.Id, right.Id);
        });
        Assert.Equal(Enumerable.Range(0, 5).Select(status => counted.Count(row => (int)row.Status == status)), page.Counts);
        Assert.Equal(listed.Count, page.Total);
        Assert.Equal(listed.Skip(query.Skip).Take(query.Take), page.Rows);
    }

    private sealed record Change(int Kind, int Id, string[] Words, int Status, int Rank);

    // Of fifty changes one is a renewal and one takes rows away.
    private static readonly Gen<Change> AnyChange = Gen.Select(Gen.Int[0, 50], Gen.Int[0, 300], Gen.OneOf(Words).Array[1, 4], Gen.Int[0, 4], Gen.Int[0, 200])
        .Select((kind, id, words, status, rank) => new Change(kind, id, words, status, rank));

    private static readonly Gen<string> AnyKey = Gen.OneOf("", "s1", "s2", "s3", "k0", "k1", "k2", "n1", "none has it");

    private static readonly Gen<DateTimeOffset?> AnyMoment = Gen.Int[-10, 60].Select(day => day < 0 ? (DateTimeOffset?)null : Epoch.AddDays(day));

    private static readonly Gen<RowFilter<TestRow>> AnyLeaf = Gen.OneOf(
        Gen.Select(AnyKey.Array[0, 3], Gen.Int[0, 2]).Select((keys, facet) => new[] { One, Many, OfNoIndex }[facet].In(keys)),
        Gen.Select(AnyMoment, AnyMoment, Gen.Bool).Select((after, until, kept) => (kept ? At : AtOfNoIndex).Between(after, until)),
        Gen.Int[0, 4].Select(status => RowFilters.Of<TestRow>((EditorialStatus)status)),
        Gen.Int[0, 300].Select(id => $"{id:D3}").Array[0, 60].Select(ids => RowFilters.Ids<TestRow>(ids.ToHashSet(StringComparer.Ordinal))),
        Gen.Int[1, 5].Select(by => RowFilters.Where<TestRow>(row => row.Rank % by == 0)));

    private static readonly Gen<RowFilter<TestRow>> AnyFilter = Gen.Select(AnyLeaf.Array[0, 3], Gen.Int[0, 4]).Select((leaves, kind) => kind switch
    {
        0 => RowFilters.Any(leaves),
        1 => RowFilters.Not(RowFilters.Any(leaves)),
        2 => RowFilters.Any([RowFilters.All(leaves), RowFilters.Of<TestRow>(EditorialStatus.Draft)]),
        _ => RowFilters.All(leaves),
    });

    private static readonly RowRank<TestRow>[] Ranks =
    [
        new(row => (int)row.Status, [.. Enum.GetValues<EditorialStatus>().Select(RowFilters.Of<TestRow>)]),
        new(row => row.Rank % 4 is var key && key == 0 ? 2 : key == 2 ? 0 : 1, [One.In(["s2"]), One.In(["s1", "s3"])]),
    ];

    private static readonly Gen<string> AnyText = Gen.Select(Gen.OneOf(Words), Gen.Int[0, 3], Gen.Int[1, 6]).Select((word, from, length) => word[Math.Min(from, word.Length - 1)..][..Math.Min(length, word.Length - Math.Min(from, word.Length - 1))])
        .Array[0, 2].Select(words => string.Join(' ', words));

    private static readonly Gen<IndexQuery<TestRow>> AnyQuery = Gen.Select(
        Gen.Select(AnyText, AnyFilter, Gen.Int[0, 2]), Gen.Select(Gen.Int[-1, 4], Gen.Int[0, 4], Gen.Int[0, 3], Gen.Bool), Gen.Select(Gen.OneOf<int>(Gen.Const(0), Gen.Int[0, 300]), Gen.Int[0, 60]))
        .Select((found, shown, page) => new IndexQuery<TestRow>
        {
            Text = found.Item1,
            Also = found.Item3 == 0 ? term => term.Length > 1 ? One.In(["s2"]) : null : null,
            Filter = found.Item3 == 1 ? null : found.Item2,
            Where = shown.Item3 == 0 ? row => row.Rank % 2 == 0 : null,
            Only = shown.Item1 < 0 ? null : bucket => bucket == shown.Item1,
            Order = shown.Item2 switch { 0 => ByName, 1 => ByRank, 2 => At.Order, 3 => (left, right) => left.Rank.CompareTo(right.Rank), _ => NotKept },
            Rank = shown.Item3 < 2 ? Ranks[shown.Item3] : null,
            Descending = shown.Item4,
            Skip = page.Item1,
            Take = page.Item2,
        });
}
