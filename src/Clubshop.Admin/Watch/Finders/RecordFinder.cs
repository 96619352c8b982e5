using System.Globalization;
using Clubshop.Admin.Catalog;
using Clubshop.Admin.Common;
using Clubshop.Admin.Offers;
using Clubshop.Admin.Storage;
using Clubshop.Admin.Watch.Rules;

namespace Clubshop.Admin.Watch.Finders;

/// <summary>
/// Reads every record once: texts of offers that name a date which is over, and slugs that do not lead to their record. Of more than
/// <see cref="SlugsPerNight"/> slugs of a kind, each night takes another part.
/// </summary>
internal sealed class RecordFinder(IEnumerable<CatalogIndex> indexes, TableReader reader, TimeProvider time) : IFinder
{
    /// <summary>Most slugs of one kind that are followed in one night.</summary>
    public const int SlugsPerNight = 20_000;

    private const int Batch = 100;

    // The same in all kinds.
    private static readonly string StatusAttribute = OfferFields.Status.Attribute;

    public async Task<IReadOnlyList<Look>> LookAsync(Func<Task> pulse, CancellationToken cancellationToken)
    {
        var (past, dead, parts) = (new List<Found>(), new List<Found>(), new Dictionary<string, NightlyPart>(StringComparer.Ordinal));
        foreach (var index in indexes)
        {
            var kind = index.Kind;
            var part = parts[kind.Name] = NightlyPart.Of(index.CountsByStatus()[(int)EditorialStatus.Published], SlugsPerNight, time.GetUtcNow());
            foreach (var shard in Enumerable.Range(0, kind.Table.ChangeShards))
            {
                var waiting = new List<Item>(Batch);
                await foreach (var item in reader.QueryAllAsync(new(kind.Table, shard.ToString(CultureInfo.InvariantCulture)) { Index = TableSchemas.ByChange }, cancellationToken))
                {
                    if (item.IsDeleted || item.GetEnum(StatusAttribute, EditorialStatus.Draft) != EditorialStatus.Published)
                        continue;

                    if (kind.Name == OfferKind.Name && PastDateOf(item) is { } date)
                        past.Add(date);
                    if (part.Has(item.Id))
                        waiting.Add(item);
                    if (waiting.Count < Batch)
                        continue;

                    dead.AddRange(await DeadAsync(kind, waiting, pulse, cancellationToken));
                    waiting.Clear();
                }

                dead.AddRange(await DeadAsync(kind, waiting, pulse, cancellationToken));
            }
        }

        return
        [
            new(FindingKind.PastDate, past),
            new(FindingKind.DeadSlug, dead) { LookedAt = id => parts.Values.All(part => part.Has(id)) },
        ];
    }

    private Found? PastDateOf(Item item)
    {
        var (offer, now) = (OfferFields.All.Read(item), time.GetUtcNow());
        if (offer.Validity.PhaseAt(now) == Phase.Ended)
            return null;

        var written = Ist.DayOf(offer.Stamp.UpdatedAt);
        DateOnly? ends = offer.Ends is { } end ? Ist.DayOf(end.AddTicks(-1)) : null;
        foreach (var (field, text) in new[]
        {
            ("title", offer.Title), ("description", offer.Description), ("terms", offer.Terms),
            (L.Later("title in Hindi"), offer.TitleHi), (L.Later("description in Hindi"), offer.DescriptionHi), (L.Later("terms in Hindi"), offer.TermsHi),
        })
        {
            if (PastDates.Find(text, Ist.DayOf(now), written, ends) is { } date)
            {
                var (verb, words) = (field.StartsWith("terms", StringComparison.Ordinal) ? "name" : "names", Input.TextCut.Shown(date.Words, 60));
                return new(new(FindingKind.PastDate, OfferKind.Name, offer.Id), offer.Title, $"Its {field} {verb} a date that is over: “{words}”.", $"{field} {date.Day:yyyy-MM-dd}", offer.Stamp.Version);
            }
        }

        return null;
    }

    // The index that the records were read from lags: what looks dead is read again from the table itself.
    private async Task<IReadOnlyList<Found>> DeadAsync(CatalogKind kind, List<Item> items, Func<Task> pulse, CancellationToken cancellationToken)
    {
        await pulse();
        if (items.Count == 0)
            return [];

        var doubtful = await WithoutMarkerAsync(kind, items, cancellationToken);
        if (doubtful.Count == 0)
            return [];

        var now = await reader.ReadManyAsync(doubtful.Select(one => kind.KeyOf(one.Item.Id)), cancellationToken);
        var still = now.Values.Where(item => !item.IsDeleted && item.GetEnum(StatusAttribute, EditorialStatus.Draft) == EditorialStatus.Published).ToList();
        return
        [
            .. (await WithoutMarkerAsync(kind, still, cancellationToken)).Select(one => new Found(
                new(FindingKind.DeadSlug, kind.Name, one.Item.Id), NameOf(one.Item),
                one.Owner is null
                    ? $"Its address “{one.Slug}” leads to nothing. Give it another slug, then the old one again if you like."
                    : $"Its address “{one.Slug}” leads to another {kind.Name}. Give it another slug.",
                one.Slug, one.Item.Version)
            {
                Other = one.Owner,
            }),
        ];
    }

    private async Task<List<(Item Item, string Slug, string? Owner)>> WithoutMarkerAsync(CatalogKind kind, IReadOnlyList<Item> items, CancellationToken cancellationToken)
    {
        var markers = await reader.ReadManyAsync(items.Select(item => MarkerOf(kind, item)), cancellationToken);
        return [.. items.Select(item => (Item: item, Slug: item.GetString("slug"), Owner: markers.GetValueOrDefault(MarkerOf(kind, item))?.GetString(Attributes.Owner)))
            .Where(one => one.Slug.Length > 0 && one.Owner != one.Item.Id)];
    }

    private static ItemKey MarkerOf(CatalogKind kind, Item item) => new(kind.Table, Keys.Marker("SLUG", item.GetString("slug", "-")), Keys.MarkerSk);

    private static string NameOf(Item item) => item.GetStringOrNull("title") ?? item.GetString("name");
}
