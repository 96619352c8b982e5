using Clubshop.Admin.Common;
using Clubshop.Admin.Offers;
using Clubshop.Admin.Storage;

namespace Clubshop.Admin.Tests.Offers;

public sealed class OfferStoreTests
{
    // Every property that people edit, with a value that no default has: a property that is new and forgotten in the store shows here.
    private static readonly Offer Full = new()
    {
        Id = OfferSamples.Id(7),
        Title = "दिवाली पर 20% की छूट",
        Slug = "diwali-20",
        Code = "DIW-20",
        ShopId = OfferSamples.ShopId,
        ClubIds = [OfferSamples.ClubA, OfferSamples.ClubB],
        CategoryIds = [OfferSamples.Id(3)],
        Benefit = Benefit.PercentCashback,
        Value = 12.5m,
        Starts = OfferSamples.India(2026, 11, 1),
        Ends = OfferSamples.India(2026, 11, 30, 23, 59),
        Terms = "Line one\nline two",
        LandingPage = "https://croma.com/x?y=1",
        Description = "<b>not bold</b>",
        Picture = new string('a', 64),
        Status = EditorialStatus.Paused,
    };

    private static Offer Stored(Offer offer)
    {
        var item = new Item(OfferStore.Key(offer.Id).Pk);
        OfferFields.All.Write(offer, item);
        return OfferFields.All.Read(item);
    }

    private static readonly string[] Derived = [nameof(Offer.Id), nameof(Offer.Stamp), nameof(Offer.Validity)];

    public static TheoryData<string> Properties => [.. typeof(Offer).GetProperties().Select(property => property.Name).Except(Derived)];

    [Theory]
    [MemberData(nameof(Properties))]
    public void Item_OfAnOffer_KeepsEveryProperty(string name)
    {
        var property = typeof(Offer).GetProperty(name)!;
        var empty = new Offer { Id = Full.Id };
        Assert.NotEqual(property.GetValue(empty), property.GetValue(Full));

        var read = Stored(Full);

        Assert.Equal(property.GetValue(Full), property.GetValue(read));
    }

    [Theory]
    [MemberData(nameof(Properties))]
    public void Form_OfAnOffer_HasEveryProperty(string name) => Assert.Contains(OfferFields.All, field => field.Name == name);

    [Fact]
    public void Item_OfAnEmptyOffer_ReadsAsTheDefaults()
    {
        var empty = new Offer { Id = Full.Id };
        var read = Stored(empty);
        Assert.Equal(empty with { ClubIds = read.ClubIds, CategoryIds = read.CategoryIds }, read);
        Assert.Empty(read.ClubIds);
    }

    [Fact]
    public void Row_OfAnOffer_CanBeFoundByTitleCodeAndSlug()
    {
        var row = OfferRow.Of(Full);
        foreach (var part in new[] { "दिवाली", "diw-20", "diwali-20" })
            Assert.Contains(Fold.Text(part), row.Folded, StringComparison.Ordinal);
    }
}
