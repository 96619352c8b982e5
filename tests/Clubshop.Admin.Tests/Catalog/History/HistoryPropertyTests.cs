using Clubshop.Admin.Catalog;
using Clubshop.Admin.Catalog.Fields;
using Clubshop.Admin.Categories;
using Clubshop.Admin.Clubs;
using Clubshop.Admin.Common;
using Clubshop.Admin.Offers;
using Clubshop.Admin.Shops;
using Clubshop.Admin.Storage;
using Clubshop.Admin.Tests.Catalog.Golden;
using Clubshop.Admin.Tests.Offers;
using Clubshop.Admin.Tests.Testing;

namespace Clubshop.Admin.Tests.Catalog.History;

/// <summary>What holds for every history, however people edit at the same time.</summary>
public sealed class HistoryPropertyTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task EditsOfTwoPeople_WithAnyDelays_AreAllInTheHistory_AndRevertBringsBackExactlyTheEarlierContent()
    {
        var seed = TestSeed.Next();
        var dice = new Random(seed);
        await using var world = await OfferWorld.OpenAsync();
        var categories = new List<string>();
        foreach (var name in (string[])["Monsoon", "Diwali", "मिठाई", "Fuel"])
            categories.Add((await world.CategoryAsync(name)).Id);

        var created = await world.SaveAsync(world.Draft() with { Terms = "At first" });
        var confirmed = new Dictionary<long, (Offer Record, string By)> { [1] = (created, CatalogWorld.Meera.Name) };
        Offer[] copies = [created, created];
        for (var step = 0; step < 60; step++)
        {
            world.Clock.Advance(TimeSpan.FromMilliseconds(dice.Next(3) == 0 ? 0 : dice.Next(90_000)));
            if (dice.Next(3) == 0)
            {
                // Both at once: at most one of two saves of one version is confirmed.
                var (mine, theirs) = (Edited(copies[0]), Edited(copies[1]));
                var both = await Task.WhenAll(SaveAsync(0, mine), SaveAsync(1, theirs));
                Assert.True(both.Count(version => version is not null) < 2 || both[0] != both[1], $"seed {seed}: two saves made one version");
            }
            else
            {
                var who = dice.Next(2);
                if (dice.Next(2) == 0)
                    copies[who] = OfferWorld.Value(await world.Offers.FindAsync(CatalogWorld.Meera, created.Id, None));

                await SaveAsync(who, Edited(copies[who]));
            }
        }

        var timeline = await RecordHistoryTests.TimelineAsync(world.Offers, created.Id);
        Assert.Equal(Enumerable.Range(1, confirmed.Count).Select(version => (long)version), timeline.Entries.Reverse().Select(line => line.Version!.Number));
        foreach (var line in timeline.Entries)
        {
            var (record, by) = confirmed[line.Version!.Number];
            Assert.True(by == line.Entry.ActorName, $"seed {seed}: version {line.Version.Number} is {line.Entry.ActorName}'s, not {by}'s");
            AssertSame(record, line.Version.Record, line.Version.Number);
        }

        for (var i = 0; i < 8; i++)
        {
            var current = OfferWorld.Value(await world.Offers.FindAsync(CatalogWorld.Meera, created.Id, None));
            var wanted = timeline.Entries[dice.Next(timeline.Entries.Count)].Version!;
            var result = await world.Offers.RevertAsync(CatalogWorld.Meera, current, wanted, [.. OfferFields.All.Select(field => field.Name)], world.Submit(), None);
            if (result is { Ok: false, Problems: [{ Code: "same" }] })
                continue;

            AssertSame(wanted.Record, OfferWorld.Value(result), wanted.Number);
            timeline = await RecordHistoryTests.TimelineAsync(world.Offers, created.Id);
            AssertSame(wanted.Record, timeline.Entries[0].Version!.Record, wanted.Number);
        }

        async Task<long?> SaveAsync(int who, Offer edited)
        {
            var actor = who == 0 ? CatalogWorld.Meera : CatalogWorld.Rohan;
            var result = await world.Offers.SaveAsync(actor, edited, world.Submit(), None);
            if (result.Current is { } current)
                copies[who] = current;
            if (!result.Ok)
                return null;

            copies[who] = result.Value;
            if (result.Value.Stamp.Version == edited.Stamp.Version)
                return null; // nothing differed

            lock (confirmed)
            {
                Assert.True(confirmed.TryAdd(result.Value.Stamp.Version, (result.Value, actor.Name)), $"seed {seed}: version {result.Value.Stamp.Version} was confirmed twice");
            }

            return result.Value.Stamp.Version;
        }

        Offer Edited(Offer offer) => dice.Next(8) switch
        {
            0 => offer with { Title = $"Flat ₹{dice.Next(1, 99)} off" },
            1 => offer with { Terms = string.Join(' ', Enumerable.Repeat("शर्तें लागू", dice.Next(0, 300))) },
            2 => offer with { Description = dice.Next(2) == 0 ? "" : new string((char)('a' + dice.Next(26)), dice.Next(3999)) },
            3 => offer with { CategoryIds = [.. categories.Where(_ => dice.Next(2) == 0)] },
            4 => offer with { ClubIds = dice.Next(2) == 0 ? [] : [world.First.Id] },
            5 => offer with { Value = dice.Next(1, 5000) / 100m },
            6 => offer with { Ends = dice.Next(3) == 0 ? null : world.Clock.GetUtcNow().AddMinutes(dice.Next(60_000, 900_000)) },
            _ => offer with { Status = (EditorialStatus)dice.Next(0, 4), Slug = $"offer-{dice.Next(5)}" },
        };

        void AssertSame(Offer expected, Offer actual, long version)
        {
            foreach (var field in OfferFields.All)
                Assert.True(field.Same(expected, actual), $"seed {seed}: {field.Label} of version {version} is “{field.ValueOf(actual)}”, not “{field.ValueOf(expected)}”");
        }
    }

    public static TheoryData<string> Kinds => [ClubKind.Name, CategoryKind.Name, ShopKind.Name, OfferKind.Name];

    // Whichever fields a kind has: what an entry keeps of an item reads back as the same item.
    [Theory]
    [MemberData(nameof(Kinds))]
    public void Entries_OfEveryFieldOfEveryKind_ReadBackAsTheyWereStored(string kind)
    {
        switch (kind)
        {
            case ClubKind.Name:
                ReadBack(ClubFields.All, GoldenSamples.Clubs);
                break;
            case CategoryKind.Name:
                ReadBack(CategoryFields.All, GoldenSamples.Categories);
                break;
            case ShopKind.Name:
                ReadBack(ShopFields.All, GoldenSamples.Shops);
                break;
            default:
                ReadBack(OfferFields.All, GoldenSamples.Offers);
                break;
        }
    }

    private static void ReadBack<T>(FieldSet<T> fields, IReadOnlyList<T> samples)
        where T : class, ICatalogRecord
    {
        foreach (var (before, after) in samples.SelectMany(_ => samples, (left, right) => (ItemOf(left), ItemOf(right))))
        {
            foreach (var json in (string[])[ItemDiff.Unpack(ItemDiff.Pack(before, after)!), ItemDiff.Write(before, after).Json])
            {
                var read = after.Copy();
                foreach (var change in System.Text.Json.JsonSerializer.Deserialize<System.Text.Json.JsonElement[][]>(json)!)
                    read.SetJson(change[0].GetString()!, change[1].ValueKind == System.Text.Json.JsonValueKind.Null ? null : change[1]);

                Assert.Empty(ItemDiff.Differing(before, read));
                Assert.All(fields, field => Assert.True(field.Same(fields.Read(before), fields.Read(read)), field.Label));
            }
        }

        Item ItemOf(T record)
        {
            var item = new Item("KIND#" + GoldenSamples.Id(1));
            fields.Write(record, item);
            return item;
        }
    }
}
