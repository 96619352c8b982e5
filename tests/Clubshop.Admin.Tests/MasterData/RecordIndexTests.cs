using Clubshop.Admin.Common;
using Clubshop.Admin.MasterData;
using Clubshop.Admin.Shops;
using Clubshop.Admin.Storage;
using Clubshop.Admin.Tests.Common;
using CsCheck;

namespace Clubshop.Admin.Tests.MasterData;

public sealed class RecordIndexTests
{
    private static readonly Comparison<TestRow> ByName = (left, right) => string.CompareOrdinal(left.Folded, right.Folded);
    private static readonly string[] Words = ["big", "bazaar", "tata", "café", "नाइका", "mega", "offer", "shop", "day", "x"];

    private readonly RecordIndex<TestRow> _index = new(ShopKind.Table, TestRow.Of, new TestClock());

    [Fact]
    public void Merge_OlderVersion_ChangesNothing()
    {
        Assert.True(_index.Merge(Row("a", 2, "new")));
        Assert.False(_index.Merge(Row("a", 1, "old")));
        Assert.False(_index.Merge(Row("a", 2, "same")));
        Assert.Equal("new", _index.Find("a")!.Name);
        Assert.Equal(1, _index.Count);
    }

    [Fact]
    public void All_OfManyRows_CopiesNone()
    {
        for (var n = 0; n < 20_000; n++)
            _index.Merge(Row($"{n}", 1, "row"));
        Assert.Equal(20_000, _index.All().Count);

        var before = GC.GetAllocatedBytesForCurrentThread();
        var all = _index.All();
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1_000);

        _index.Merge(Row("7", 2, "changed"));
        _index.Merge(Row("new", 1, "new"));
        Assert.Equal(20_000, all.Count);
        Assert.Equal("changed", all[7].Name);
        Assert.Equal(20_001, _index.All().Count);
    }

    [Fact]
    public async Task Merge_FromManyThreadsWithReaders_NeverGoesBack()
    {
        const int ids = 300;
        using var done = new CancellationTokenSource();
        var readers = Enumerable.Range(0, 2).Select(_ => Task.Run(() =>
        {
            var seen = new long[ids];
            while (!done.IsCancellationRequested)
            {
                for (var id = 0; id < ids; id++)
                {
                    var version = _index.Find($"{id}")?.Version ?? 0;
                    Assert.True(version >= seen[id], $"{id} went from {seen[id]} to {version}");
                    seen[id] = version;
                }

                var page = _index.Search(All);
                Assert.Equal(page.Total, page.Rows.Select(row => row.Id).Distinct().Count());
            }
        })).ToArray();

        Parallel.For(0, 4, thread =>
        {
            var random = new Random(thread);
            for (var i = 0; i < 20_000; i++)
                _index.Merge(Row($"{random.Next(ids)}", random.Next(1, 50), "row"));
        });
        await done.CancelAsync();
        await Task.WhenAll(readers);
        Assert.Equal(ids, _index.Count);
    }

    [Fact]
    public void Search_AnyQuery_AnswersLikeASimpleImplementation() => Gen.Select(AnyRows, AnySearch).Sample((rows, search) =>
    {
        var index = new RecordIndex<TestRow>(ShopKind.Table, TestRow.Of, new TestClock());
        foreach (var row in rows)
            index.Merge(row);
        var (text, status, even, byName, descending, skip, take) = search;
        var query = new IndexQuery<TestRow>
        {
            Text = text,
            Where = even ? row => row.Rank % 2 == 0 : null,
            Only = status < 0 ? null : bucket => bucket == status,
            Order = byName ? ByName : (left, right) => left.Rank.CompareTo(right.Rank),
            Descending = descending,
            Skip = skip,
            Take = take,
        };
        var page = index.Search(query);

        var counted = rows.Where(row => Fold.Terms(text).All(row.Folded.Contains) && query.Where?.Invoke(row) != false).ToList();
        var listed = counted.Where(row => status < 0 || (int)row.Status == status).ToList();
        listed.Sort((left, right) => (descending ? query.Order(right, left) : query.Order(left, right)) is not 0 and var order ? order : string.CompareOrdinal(left.Id, right.Id));
        Assert.Equal(listed.Count, page.Total);
        Assert.Equal(listed.Skip(skip).Take(take), page.Rows);
        Assert.Equal(Enumerable.Range(0, 5).Select(bucket => counted.Count(row => (int)row.Status == bucket)), page.Counts);
    }, iter: 60);

    [Fact]
    public void Best_AnyText_AreTheFirstOfASimpleSort() => Gen.Select(AnyRows, AnySearch, Gen.Int[1, 8]).Sample((rows, search, take) =>
    {
        var index = new RecordIndex<TestRow>(ShopKind.Table, TestRow.Of, new TestClock());
        foreach (var row in rows)
            index.Merge(row);
        var terms = Fold.Terms(search.Text);
        static int RankOf(TestRow row) => (row.Rank % 4) - 1;

        var best = index.Best(terms, RankOf, ByName, take);

        var all = rows.Where(row => terms.All(row.Folded.Contains) && RankOf(row) >= 0).ToList();
        all.Sort((left, right) => (RankOf(left), ByName(left, right), string.CompareOrdinal(left.Id, right.Id)) switch
        {
            var (rank, _, _) when rank != RankOf(right) => rank.CompareTo(RankOf(right)),
            (_, not 0 and var order, _) => order,
            var (_, _, id) => id,
        });
        Assert.Equal(all.Take(take).Select(row => (row, RankOf(row))), best);
    }, iter: 60);

    [Fact]
    public void Changed_AfterABatch_IsRaisedOnceAndOnlyForChanges()
    {
        var raised = 0;
        _index.Changed += (_, _) => raised++;
        var items = Enumerable.Range(0, 10).Select(i => new Item($"SHOP#{i}").Set(Attributes.Version, 1L).Set("name", "n")).ToList();
        Assert.Empty(((IRecordIndex)_index).Merge(items));
        Assert.Empty(((IRecordIndex)_index).Merge(items));
        Assert.Equal(1, raised);
        Assert.Equal(10, _index.Count);
    }

    [Fact]
    public void Merge_ItemThatCannotBeRead_SkipsOnlyThatItem()
    {
        var index = new RecordIndex<TestRow>(ShopKind.Table, item => item.Has("bad") ? throw new FormatException() : TestRow.Of(item), new TestClock());
        var unread = ((IRecordIndex)index).Merge([new Item("SHOP#1").Set("bad", true), new Item("SHOP#2").Set(Attributes.Version, 1L)]);
        Assert.Equal("1", Assert.Single(unread).Id);
        Assert.NotNull(index.Find("2"));
    }

    private static IndexQuery<TestRow> All => new() { Order = ByName, Take = int.MaxValue };

    private static TestRow Row(string id, long version, string name) => new(id, version, name, EditorialStatus.Published, 0);

    private static readonly Gen<TestRow[]> AnyRows = Gen.Select(
        Gen.Select(Gen.OneOf(Words), Gen.Int[0, 99]).Select(word => word.Item1 + word.Item2).Array[1, 5], Gen.Int[0, 4], Gen.Int[0, 999])
        .Array[0, 3_000].Select(rows => rows.Select((row, i) => new TestRow($"{i:D6}", 1, string.Join(' ', row.Item1), (EditorialStatus)row.Item2, row.Item3)).ToArray());

    private static readonly Gen<(string Text, int Status, bool Even, bool ByName, bool Descending, int Skip, int Take)> AnySearch = Gen.Select(
        Gen.OneOf(Words).Select(word => word[..1]).Array[0, 2].Select(words => string.Join(' ', words)),
        Gen.Int[-1, 4], Gen.Bool, Gen.Bool, Gen.Bool, Gen.OneOf<int>(Gen.Const(0), Gen.Int[0, 3_000]), Gen.Int[0, 200]);
}
