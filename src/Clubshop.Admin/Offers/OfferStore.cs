using Clubshop.Admin.Catalog;
using Clubshop.Admin.MasterData;
using Clubshop.Admin.Shops;
using Clubshop.Admin.Storage;

namespace Clubshop.Admin.Offers;

/// <summary>Where offers are stored. Which attribute holds which property, <see cref="OfferFields"/> says.</summary>
public sealed class OfferStore(TableReader reader, WriteUnit unit, RecordIndex<ShopRow> shops) : RecordStore<Offer>(reader, unit, OfferFields.All)
{
    /// <inheritdoc/>
    protected override Table Table => OfferKind.Table;

    /// <inheritdoc/>
    protected override string Kind => OfferKind.Name;

    /// <summary>The key of an offer.</summary>
    public static ItemKey Key(string id) => new(OfferKind.Table, "OFFER#" + id);

    /// <inheritdoc/>
    public override ItemKey KeyOf(string id) => Key(id);

    /// <summary>The index row of an item.</summary>
    public static OfferRow Row(Item item) => OfferRow.Of(OfferFields.All.Read(item));

    /// <inheritdoc/>
    protected override IReadOnlyCollection<string> ClubsOf(Offer record) => record.ClubsWith(shops.Find(record.ShopId)?.ClubIds ?? []);
}
