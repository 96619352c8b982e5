using Clubshop.Admin.Audit;
using Clubshop.Admin.Common;
using Clubshop.Admin.Staff;
using Clubshop.Admin.Storage;
using Clubshop.Admin.Tests.Storage;
using Clubshop.Admin.Tests.Testing;

namespace Clubshop.Admin.Tests.Audit;

public sealed class AuditLogTests : IAsyncLifetime
{
    private static readonly string[] Actions = ["create", "change", "publish"];

    private StorageHost _host = null!;
    private AuditLog _log = null!;

    /// <summary>The log, once its indexes contain everything written.</summary>
    private AuditLog Log
    {
        get
        {
            _host.IndexesFollow();
            return _log;
        }
    }

    public async Task InitializeAsync()
    {
        _host = await StorageHost.StartAsync();
        _log = new(_host.Reader, new RecentEntries(_host.Clock), _host.Clock);
    }

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    public async Task Read_ByAnyFilter_FindsExactlyTheMatches_PageByPage_BothWays()
    {
        var seed = TestSeed.Next();
        var all = await WriteAsync(new Random(seed), 240);
        var from = Ist.DayOf(_host.Clock.GetUtcNow());
        AuditFilter[] filters =
        [
            new(), new() { Person = "rohan" }, new() { Action = "publish" }, new() { Kind = "shop", Record = "2" }, new() { Kind = "offer" },
            On(from.AddDays(-1)), On(from.AddDays(-3)) with { Person = "anita" }, new() { From = from.AddDays(-2) }, new() { To = from.AddDays(-2) }, new() { Days = 2 }, new() { Kind = "offer", Record = "1", Action = "create" },
            On(from.AddDays(300)), new() { Person = "nobody" }, new() { Address = "203.0.113." }, new() { Address = "203.0.113.9" }, new() { Protocol = "https" }, new() { Protocol = "job" },
        ];
        foreach (var filter in filters)
        {
            var expected = all.Where(entry => filter.Matches(entry) && IsWithin(filter, Ist.DayOf(entry.At)))
                .OrderByDescending(entry => entry.Position, StringComparer.Ordinal).Select(entry => entry.Id).ToList();
            var (down, last) = await WalkAsync(filter, null);
            Assert.True(expected.SequenceEqual(down), $"seed {seed}, {filter}: {expected.Count} expected, {down.Count} found");

            if (last?.Newer is { } newer)
            {
                var up = await WalkNewerAsync(filter, newer, last.Entries);
                Assert.True(expected.SequenceEqual(up), $"seed {seed}, {filter}, upwards: {expected.Count} expected, {up.Count} found");
            }
        }
    }

    [Fact]
    public async Task Read_ByDay_MeansTheDayInIndia()
    {
        // 23:45 in India on the 20th is 18:15 UTC; half an hour later it is the 21st there, and still the 20th in UTC.
        _host.Clock.Advance(new DateTimeOffset(2026, 11, 20, 18, 15, 0, TimeSpan.Zero) - _host.Clock.GetUtcNow());
        await RecordAsync("late");
        _host.Clock.Advance(TimeSpan.FromMinutes(30));
        await RecordAsync("early");

        Assert.Equal(["late"], await IdsAsync(On(new(2026, 11, 20))));
        Assert.Equal(["early"], await IdsAsync(On(new(2026, 11, 21))));
        Assert.Equal(["early"], await IdsAsync(new() { Days = 1 }));
        Assert.Equal(["early", "late"], await IdsAsync(new() { Days = 2 }));
    }

    [Theory]
    [InlineData("tata", "1,3")]
    [InlineData("ROHAN", "3")]
    [InlineData("1mg", "3")]
    [InlineData("rohan tata", "3")]
    [InlineData("tata croma", "")]
    [InlineData("campaign", "2")]
    public async Task Read_ByText_FindsNamesPeopleNotesAndValues(string text, string expected)
    {
        var shop = await _host.SaveAsync(_host.Shop("1", null, "Tata", token: "1"));
        await _host.Writes.RecordAsync(StorageHost.Anita, "2", new("export", "list", "shops", "shops") { Note = "for the Campaign" }, default);
        _host.Clock.Advance(TimeSpan.FromSeconds(1));
        await _host.SaveAsync(_host.Shop("1", shop, "Tata 1mg", token: "3", actor: StorageHost.Rohan));

        Assert.Equal(expected, string.Join(',', (await IdsAsync(new() { Text = text })).Order(StringComparer.Ordinal)));
    }

    [Theory]
    [InlineData("changed", "2")]
    [InlineData("published", "1")]
    [InlineData("dead sure", "1")]
    [InlineData("shop title", "1,2")]
    public async Task Read_ByText_FindsWhatPeopleRead_NotOnlyWhatIsStored(string text, string expected)
    {
        var labels = new AuditLabels(
        [
            new() { Kind = "shop", Label = "Shop", Attributes = new Dictionary<string, AuditLabel> { ["name"] = new("Shop title"), ["status"] = new("Status", _ => "Dead sure") } },
        ]);
        _log = new(_host.Reader, new RecentEntries(_host.Clock), _host.Clock, labels);
        var shop = await _host.SaveAsync(_host.Shop("1", null, "Tata", token: "1"));
        _host.Clock.Advance(TimeSpan.FromSeconds(1));
        await _host.SaveAsync(_host.Shop("1", shop, "Tata 1mg", token: "2"));

        Assert.Equal(expected, string.Join(',', (await IdsAsync(new() { Text = text })).Order(StringComparer.Ordinal)));
    }

    [Fact]
    public async Task Read_ByText_FindsNothingThatTheRoleMayNotSee()
    {
        await RecordAsync("theirs", clubs: ["c2"]);
        await RecordAsync("ours", clubs: ["c1"]);

        Assert.Equal(["ours"], await IdsAsync(new() { Text = "ours" }, StorageHost.Rohan with { Role = Role.ClubAdministrators, Clubs = new HashSet<string> { "c1" } }));
        Assert.Empty(await IdsAsync(new() { Text = "theirs" }, StorageHost.Rohan with { Role = Role.ClubAdministrators, Clubs = new HashSet<string> { "c1" } }));
    }

    [Fact]
    public async Task Read_ByEachRole_ReturnsWhatItMaySee()
    {
        await RecordAsync("both", clubs: ["c1", "c2"]);
        await RecordAsync("one", clubs: ["c1"]);
        await RecordAsync("none");
        await RecordAsync("mine", actor: StorageHost.Rohan with { Id = "me" });
        var me = StorageHost.Rohan with { Id = "me" };

        Assert.Equal(["mine", "none", "one", "both"], await IdsAsync(new(), me with { Role = Role.ReadOnly }));
        Assert.Equal(["one"], await IdsAsync(new(), me with { Role = Role.ClubAdministrators, Clubs = new HashSet<string> { "c1" } }));
        Assert.Equal(["one", "both"], await IdsAsync(new(), me with { Role = Role.ClubAdministrators, Clubs = new HashSet<string> { "c1", "c2" } }));
        Assert.Equal(["mine"], await IdsAsync(new(), me with { Role = Role.Support }));
        Assert.Empty(await IdsAsync(new() { Person = "anita" }, me with { Role = Role.Support }));
        Assert.Empty(await IdsAsync(new() { Kind = "shop", Record = "one" }, me with { Role = Role.ServiceProviders }));
        var refused = await Log.ReadAsync(me with { Role = null }, new(), null, 50, default);
        Assert.Equal(Problem.Forbidden, Assert.Single(refused.Problems).Code);
    }

    [Fact]
    public async Task Read_RightAfterASave_FindsTheEntryBeforeTheIndexDoes()
    {
        var recent = new RecentEntries(_host.Clock);
        _host.Observers.Add(recent);
        var log = new AuditLog(_host.Reader, recent, _host.Clock);
        await RecordAsync("a");
        Assert.Equal(["a"], (await log.ReadAsync(StorageHost.Anita, new(), null, 10, default)).Value!.Entries.Select(entry => entry.Id));

        // An entry missing from DynamoDB simulates one that the indexes do not have yet.
        var late = (await _host.EntriesAsync("shop", "a"))[0];
        recent.Recorded(new Item("ENT#shop#b", AuditAttributes.Sk(_host.Clock.GetUtcNow().AddSeconds(1), "b")).Set("id", "b").Set("kind", "shop").Set("entity", "b")
            .Set(AuditAttributes.ActorMonth, late.GetString(AuditAttributes.ActorMonth)).Set(AuditAttributes.Day, late.GetString(AuditAttributes.Day)).Set("actor", "anita"));
        Assert.Equal(["b", "a"], (await log.ReadAsync(StorageHost.Anita, new(), null, 10, default)).Value!.Entries.Select(entry => entry.Id));
        Assert.Equal(["b", "a"], (await log.ReadAsync(StorageHost.Anita, new() { Person = "anita" }, null, 10, default)).Value!.Entries.Select(entry => entry.Id));

        _host.IndexesFollow();
        _host.Clock.Advance(TimeSpan.FromMinutes(1));
        await RecordAsync("c");
        Assert.Equal(["c", "a"], (await log.ReadAsync(StorageHost.Anita, new(), null, 10, default)).Value!.Entries.Select(entry => entry.Id));
    }

    [Fact]
    public async Task Read_WhereTheLastEntryIsLongAgo_FindsIt()
    {
        await WithoutFaultsAsync(); // requests are counted
        await RecordAsync("old");
        _host.Clock.Advance(TimeSpan.FromDays(1000));
        _host.Faults.Restart();
        Assert.Equal(["old"], await IdsAsync(new()));
        Assert.InRange(_host.Faults.Operations.Count, 4000, 4100);
    }

    [Fact]
    public async Task Read_AYoungLog_DoesNotSearchBeforeItsCreation()
    {
        await WithoutFaultsAsync(); // requests are counted
        await RecordAsync("only");
        _host.Faults.Restart();
        Assert.Equal(["only"], await IdsAsync(new()));
        Assert.InRange(_host.Faults.Operations.Count, 2, 9);
    }

    [Fact]
    public async Task Read_ARareEntryInABusyLog_SaysHowFarItSearched_AndContinues()
    {
        await WithoutFaultsAsync(); // five thousand writes to fill the log would wait a minute for their second tries
        await RecordAsync("rare", actor: StorageHost.Rohan);
        for (var i = 0; i < 5100; i++)
            await RecordAsync($"{i}");

        var first = (await Log.ReadAsync(StorageHost.Anita, new() { Kind = "shop", Action = "publish" }, null, 10, default)).Value!;
        Assert.Empty(first.Entries);
        Assert.NotNull(first.SearchedTo);
        var next = (await Log.ReadAsync(StorageHost.Anita, new() { Kind = "shop", Action = "publish" }, first.Older, 10, default)).Value!;
        Assert.Null(next.SearchedTo);
        Assert.Null(next.Older);
    }

    [Fact]
    public async Task Entry_WrittenAndRead_IsTheSame()
    {
        var shop = await _host.SaveAsync(_host.Shop("1", null, "Tata"));
        await _host.SaveAsync(_host.Shop("1", shop, "Tata 1mg"));
        var entry = (await Log.HistoryAsync(StorageHost.Anita, "shop", "1", null, 10, default)).Value!.Entries[0];
        Assert.Equal(("change", "shop", "1", "Tata 1mg", 2L), (entry.Action, entry.Kind, entry.EntityId, entry.EntityName, entry.Version));
        var change = Assert.Single(entry.Changes);
        Assert.Equal(("name", "Tata", "Tata 1mg"), (change.Attribute, change.Before!.Value.GetString(), change.After!.Value.GetString()));

        var labels = new AuditLabels([new() { Kind = "shop", Label = "Shop", Href = id => "/shops/" + id, Attributes = new Dictionary<string, AuditLabel> { ["name"] = new("Name") } }]);
        Assert.Equal("Changed 1 field of the shop", labels.Sentence(entry));
        Assert.Equal("/shops/1", labels.HrefOf(entry));
        Assert.Equal(new("Name", "Tata", "Tata 1mg"), Assert.Single(labels.Changes(entry)));
    }

    [Fact]
    public void Url_OfAFilter_ContainsAllOfIt()
    {
        Assert.Equal("/audit", AuditUrls.Of(new()));
        Assert.Equal(
            "/audit?q=tata&person=a%20b&from=2026-11-14&to=2026-11-20&before=x%23y",
            AuditUrls.Of(new() { Text = "tata", Person = "a b", From = new(2026, 11, 14), To = new(2026, 11, 20) }, new("x#y")));
        Assert.Equal("/audit/export/0199", AuditUrls.Export("0199"));
        Assert.Equal("/audit?kind=shop&record=1", AuditUrls.OfRecord("shop", "1"));
        AuditFilter full = new() { Address = "203.0.113.", Protocol = "api", Text = "tata", Person = "a b", Kind = "shop", Record = "1", Action = "change", Days = 7, From = new(2026, 11, 14), To = new(2026, 11, 20) };
        Assert.Equal(full, AuditUrls.ReadFilter(AuditUrls.Of(full)));
        Assert.Equal(On(new(2026, 11, 20)), AuditUrls.ReadFilter("/audit?day=2026-11-20")); // as addresses once were
        Assert.Equal(new(), AuditUrls.ReadFilter("/audit?days=-1&from=yesterday&record=1"));
        Assert.Null(AuditUrls.ReadDay("20/11/2026"));
        Assert.Null(AuditUrls.ReadDay("0001-01-01")); // it begins in India before the calendar of the type does
        Assert.Null(AuditUrls.ReadDay("9999-12-31"));
    }

    private static AuditFilter On(DateOnly day) => new() { From = day, To = day };

    private bool IsWithin(AuditFilter filter, DateOnly day) =>
        (filter.From is null || day >= filter.From) && (filter.To is null || day <= filter.To)
        && (filter.Days is not { } days || day > Ist.DayOf(_host.Clock.GetUtcNow()).AddDays(-days));

    private async Task WithoutFaultsAsync()
    {
        await DisposeAsync();
        _host = await StorageHost.StartAsync(faults: false);
        _log = new(_host.Reader, new RecentEntries(_host.Clock), _host.Clock);
    }

    // Entries over five days, several in one millisecond.
    private async Task<List<AuditEntry>> WriteAsync(Random random, int count)
    {
        for (var i = 0; i < count; i++)
        {
            var actor = random.Next(2) == 0 ? StorageHost.Anita : StorageHost.Rohan;
            await _host.Writes.RecordAsync(
                actor, $"e{i:D4}", new(Actions[random.Next(3)], random.Next(2) == 0 ? "shop" : "offer", $"{random.Next(4)}", "n"), default);
            if (random.Next(4) > 0)
                _host.Clock.Advance(TimeSpan.FromMinutes(random.Next(60)));
        }

        var entries = new List<AuditEntry>();
        foreach (var kind in (string[])["shop", "offer"])
        {
            for (var id = 0; id < 4; id++)
                entries.AddRange((await _host.EntriesAsync(kind, $"{id}")).Select(AuditItems.Read));
        }

        Assert.Equal(count, entries.Count);
        return entries;
    }

    private Task RecordAsync(string id, string[]? clubs = null, Actor? actor = null)
    {
        _host.Clock.Advance(TimeSpan.FromMilliseconds(1));
        return _host.Writes.RecordAsync(actor ?? StorageHost.Anita, id, new("change", "shop", id, id) { Clubs = clubs ?? [] }, default);
    }

    private async Task<List<string>> IdsAsync(AuditFilter filter, Actor? actor = null) =>
        [.. (await Log.ReadAsync(actor ?? StorageHost.Anita, filter, null, 50, default)).Value!.Entries.Select(entry => entry.Id)];

    private async Task<(List<string> Ids, AuditSlice? Last)> WalkAsync(AuditFilter filter, AuditCursor? cursor)
    {
        var ids = new List<string>();
        for (var pages = 0; pages < 200; pages++)
        {
            var slice = (await Log.ReadAsync(StorageHost.Anita, filter, cursor, 7, default)).Value!;
            ids.AddRange(slice.Entries.Select(entry => entry.Id));
            if (slice.Older is null)
                return (ids, slice);

            cursor = slice.Older;
        }

        throw new InvalidOperationException("No end of pages.");
    }

    private async Task<List<string>> WalkNewerAsync(AuditFilter filter, AuditCursor cursor, IReadOnlyList<AuditEntry> oldest)
    {
        var ids = oldest.Select(entry => entry.Id).ToList();
        for (var pages = 0; pages < 200; pages++)
        {
            var slice = (await Log.ReadAsync(StorageHost.Anita, filter, cursor, 7, default)).Value!;
            ids.InsertRange(0, slice.Entries.Select(entry => entry.Id).Except(ids));
            if (slice.Newer is null)
                return ids;

            cursor = slice.Newer;
        }

        throw new InvalidOperationException("No end of pages.");
    }
}
