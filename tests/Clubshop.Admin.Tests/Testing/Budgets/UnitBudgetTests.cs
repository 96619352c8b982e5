using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Globalization;
using System.Text;
using Clubshop.Admin.Audit;
using Clubshop.Admin.Common;
using Clubshop.Admin.Offers;
using Clubshop.Admin.Shops;
using Clubshop.Admin.Tests.Catalog;
using Clubshop.Admin.Tests.Catalog.Golden;
using Clubshop.Admin.Tests.Offers;
using Clubshop.Aws.Watching;

namespace Clubshop.Admin.Tests.Testing.Budgets;

/// <summary>
/// What each action asks of DynamoDB, in capacity units by table, exactly: whoever makes one dearer sees it in the difference of
/// <c>Catalog/Golden/budgets/units.txt</c>. The offer has 2.5 KB, as the design assumes.
/// </summary>
[Collection(nameof(Alone))]
public sealed class UnitBudgetTests : IAsyncLifetime
{
    private OfferWorld _world = null!;

    public async Task InitializeAsync() => _world = await OfferWorld.OpenAsync();

    public async Task DisposeAsync() => await _world.DisposeAsync();

    [Fact]
    public async Task Actions_OfTheCatalog_UseTheirUnits()
    {
        if (TestFaults.On)
            return; // what is throttled is asked for again

        var text = new StringBuilder();
        var catalog = _world.Get<AuditLog>();
        var category = await _world.CategoryAsync("Phones");
        var offer = _world.Draft() with
        {
            Description = new string('d', 1200),
            Terms = new string('t', 700),
            CategoryIds = [category.Id],
            ClubIds = [_world.First.Id, _world.Second.Id],
            Status = EditorialStatus.Published,
        };

        await NoteAsync("create an offer with three links", async () => offer = await _world.SaveAsync(offer));
        await NoteAsync("open it for editing", () => _world.Offers.FindAsync(OfferWorld.Administrator, offer.Id, CancellationToken.None));
        await NoteAsync("save a changed text", async () => offer = await _world.SaveAsync(offer with { Terms = new string('u', 700) }));
        await NoteAsync("save a changed title", async () => offer = await _world.SaveAsync(offer with { Title = "Flat ₹2,000 off" }));
        await NoteAsync("save another slug", async () => offer = await _world.SaveAsync(offer with { Slug = "flat-2000" }));
        await NoteAsync("save without a change", async () => offer = await _world.SaveAsync(offer));
        await NoteAsync("save from an old version", () => _world.Offers.SaveAsync(OfferWorld.Administrator, offer with { Terms = "", Stamp = offer.Stamp with { Version = 1 } }, _world.Submit(), CancellationToken.None));
        await NoteAsync("pause it", async () => offer = await DecideAsync(offer, EditorialStatus.Paused));
        await NoteAsync("publish it", async () => offer = await DecideAsync(offer, EditorialStatus.Published));
        await NoteAsync("read its history", () => catalog.HistoryAsync(OfferWorld.Administrator, OfferKind.Name, offer.Id, null, 50, CancellationToken.None));
        await NoteAsync("delete it", async () => offer = await DecideAsync(offer, EditorialStatus.Deleted));
        await NoteAsync("restore it", async () => offer = await DecideAsync(offer, EditorialStatus.Draft));
        await NoteAsync("create a shop", () => _world.SaveAsync(new Shop { Id = Ids.New(_world.Clock), Name = "Nykaa", ClubIds = [_world.First.Id], Description = new string('d', 700) }));

        var differences = GoldenFile.Differences("budgets/units.txt", text.ToString());
        Assert.True(differences is null, differences);

        async Task NoteAsync(string action, Func<Task> run)
        {
            using var units = new UnitCount();
            await run();
            text.Append(action).Append(": ").Append(units).Append('\n');
        }

        async Task<Offer> DecideAsync(Offer now, EditorialStatus status) =>
            OfferWorld.Value(await _world.Offers.ChangeStatusAsync(OfferWorld.Administrator, now, status, _world.Submit(), CancellationToken.None));
    }

    private sealed class UnitCount : IDisposable
    {
        private readonly ConcurrentDictionary<string, double> _units = new(StringComparer.Ordinal);
        private readonly MeterListener _listener = new();

        public UnitCount()
        {
            _listener.InstrumentPublished = (instrument, listener) =>
            {
                if (instrument == AwsMeters.Capacity)
                    listener.EnableMeasurementEvents(instrument);
            };
            _listener.SetMeasurementEventCallback<double>((_, units, tags, _) =>
            {
                var (table, kind) = ("", "");
                foreach (var tag in tags)
                {
                    if (tag.Key == AwsMeters.Table)
                        table = (string)tag.Value!;
                    else if (tag.Key == AwsMeters.Kind)
                        kind = (string)tag.Value!;
                }

                _units.AddOrUpdate($"{kind} {table.Split('-')[^1]}", units, (_, before) => before + units);
            });
            _listener.Start();
        }

        public override string ToString() => _units.IsEmpty
            ? "nothing"
            : string.Join(", ", _units.OrderBy(one => one.Key, StringComparer.Ordinal).Select(one => string.Create(CultureInfo.InvariantCulture, $"{one.Key} {one.Value:0.##}")));

        public void Dispose() => _listener.Dispose();
    }
}
