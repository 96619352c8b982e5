using System.Text.Json;
using Clubshop.Admin.Catalog;
using Clubshop.Admin.Catalog.Fields;
using Clubshop.Admin.CatalogApi.Records;
using Clubshop.Admin.Categories;
using Clubshop.Admin.Clubs;
using Clubshop.Admin.Common;
using Clubshop.Admin.Offers;
using Clubshop.Admin.Shops;
using Clubshop.Admin.Staff;

namespace Clubshop.Admin.Tests.CatalogApi;

/// <summary>Every member of every kind, given values that no form lets through: stored, or refused at that member; never a failure of the portal.</summary>
public sealed class OddValueTests(CatalogApiWorld world) : IClassFixture<CatalogApiWorld>
{
    private static readonly string[] Values =
    [
        "null", "true", "0", "-0", "-1", "1e-30", "7.9e28", "1e400", "0.1234567890123456789012345", "\"\"", "\" \"", "\"\\u0000\"", "\"\\u202e\"", "\"\\ud800\"", "\"\\ud83d\\ude00\"",
        "\"\\ufdd0\\ufffe\"", "\"\\u3164\"", "\"a\\r\\nb\\tc\"", "\"<script>\"", "\"__proto__\"", "\"019a00000000700080000000000000aa\"", "\"published\"", "\"other\"", "\"javascript:alert(1)\"",
        "\"https://[::1]:99999/\"", "\"https://user:secret@a.example/\"", "\"0001-01-01T00:00:00Z\"", "\"0002-01-01T00:00:00+14:00\"", "\"9998-12-31T23:59:59.9999999Z\"", "\"2026-02-30T00:00:00Z\"",
        "\"2026-01-01T00:00:00.123456789Z\"", "\"2026-01-01T24:00:00Z\"", "\"2026-01-01T00:00Z\"", "[]", "[[]]", "{}", "[\"019a00000000700080000000000000aa\",\"019a00000000700080000000000000aa\"]", "[1]",
    ];

    [Fact]
    public async Task Clubs_WithOddValues_AreStoredOrRefused() =>
        await TryAsync(ClubFields.All, world.Host.Get<ClubService>(), () => new Club { Id = Ids.New(TimeProvider.System), Name = CatalogApiWorld.NewName("Club") });

    [Fact]
    public async Task Shops_WithOddValues_AreStoredOrRefused() =>
        await TryAsync(ShopFields.All, world.Host.Get<ShopService>(), () => new Shop { Id = Ids.New(TimeProvider.System), Name = CatalogApiWorld.NewName("Shop") });

    [Fact]
    public async Task Categories_WithOddValues_AreStoredOrRefused() =>
        await TryAsync(CategoryFields.All, world.Host.Get<CategoryService>(), () => new Category { Id = Ids.New(TimeProvider.System), Name = CatalogApiWorld.NewName("Category") });

    [Fact]
    public async Task Offers_WithOddValues_AreStoredOrRefused()
    {
        foreach (var benefit in new[] { Benefit.PercentOff, Benefit.AmountOff, Benefit.FreeGift })
        {
            await TryAsync(OfferFields.All, world.Host.Get<OfferService>(), () => new Offer
            {
                Id = Ids.New(TimeProvider.System),
                Title = CatalogApiWorld.NewName("Offer"),
                ShopId = world.MyShop.Id,
                Benefit = benefit,
                Value = benefit == Benefit.FreeGift ? null : 10,
                Starts = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero),
            });
        }
    }

    private static async Task TryAsync<T>(FieldSet<T> fields, RecordService<T> service, Func<T> fresh)
        where T : class, ICatalogRecord
    {
        var json = new RecordJson<T>(fields);
        List<string> wrong = [];
        foreach (var field in fields)
        {
            foreach (var value in Values)
            {
                var members = JsonSerializer.Deserialize<JsonElement>($$"""{"{{field.JsonName}}":{{value}}}""");
                var read = json.Read(fresh(), members);
                if (!read.Ok)
                {
                    if (read.Problems.Any(problem => problem.Field != field.JsonName || problem.Message.Length == 0))
                        wrong.Add($"{field.JsonName} {value}: {read.Problems[0]}");
                    continue;
                }

                var saved = await service.SaveAsync(Actor.System, read.Value, new(Ids.New(TimeProvider.System)), CancellationToken.None);
                if (!saved.Ok)
                    continue;

                // What was stored can be told, and told back it is the same.
                var told = json.Write(saved.Value, null);
                var again = json.Read(saved.Value, JsonSerializer.SerializeToElement(new Dictionary<string, object?> { [field.JsonName] = told[field.JsonName] }));
                if (!again.Ok || !field.Same(saved.Value, again.Value))
                    wrong.Add($"{field.JsonName} {value}: does not come back");
            }
        }

        Assert.Empty(wrong);
    }
}
