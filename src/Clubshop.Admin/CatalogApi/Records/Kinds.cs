using Clubshop.Admin.Catalog.Fields;
using Clubshop.Admin.Catalog.Lists;
using Clubshop.Admin.Categories;
using Clubshop.Admin.Clubs;
using Clubshop.Admin.Common;
using Clubshop.Admin.MasterData;
using Clubshop.Admin.Offers;
using Clubshop.Admin.Shops;

namespace Clubshop.Admin.CatalogApi.Records;

/// <summary>Clubs in the API.</summary>
internal sealed class ClubApi(ClubService service, RecordIndex<ClubRow> index, TimeProvider time)
    : KindApi<Club, ClubRow>(ClubKind.Definition, ClubFields.All, service, index, time)
{
    protected override Club New(string id) => new() { Id = id };
}

/// <summary>Shops in the API.</summary>
internal sealed class ShopApi(ShopService service, ShopList list, RecordIndex<ShopRow> index, TimeProvider time)
    : KindApi<Shop, ShopRow>(ShopKind.Definition, ShopFields.All, service, index, time)
{
    protected override Shop New(string id) => new() { Id = id };

    protected override RowFilter<ShopRow>? FilterOf(ListQuery query) => list.FilterOf(query);
}

/// <summary>Categories in the API.</summary>
internal sealed class CategoryApi(CategoryService service, CategoryList list, RecordIndex<CategoryRow> index, TimeProvider time)
    : KindApi<Category, CategoryRow>(CategoryKind.Definition, CategoryFields.All, service, index, time)
{
    protected override Category New(string id) => new() { Id = id };

    protected override RowFilter<CategoryRow>? FilterOf(ListQuery query) => list.FilterOf(query);
}

/// <summary>Offers in the API.</summary>
internal sealed class OfferApi(OfferService service, OfferList list, RecordIndex<OfferRow> index, TimeProvider time)
    : KindApi<Offer, OfferRow>(OfferKind.Definition, OfferFields.All, service, index, time)
{
    public override bool HasPhase => true;

    // No benefit is a sensible default: without one, the rules refuse the offer.
    protected override Offer New(string id) => new() { Id = id, Benefit = (Benefit)(-1) };

    protected override bool IsNeeded(Field<Offer> field) => field.Required || field == OfferFields.Benefit;

    protected override RowFilter<OfferRow>? FilterOf(ListQuery query) => list.FilterOf(query);

    protected override Func<string, RowFilter<OfferRow>?> Also => list.OfShopsNamed;

    protected override Phase? PhaseOf(Offer record, DateTimeOffset now) => record.Validity.PhaseAt(now, record.Status);
}
