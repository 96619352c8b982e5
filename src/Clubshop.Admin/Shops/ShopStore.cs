using Clubshop.Admin.Catalog;
using Clubshop.Admin.Storage;

namespace Clubshop.Admin.Shops;

/// <summary>Where shops are stored. Which attribute holds which property, <see cref="ShopFields"/> says.</summary>
public sealed class ShopStore(TableReader reader, WriteUnit unit) : RecordStore<Shop>(reader, unit, ShopFields.All)
{
    /// <inheritdoc/>
    protected override Table Table => ShopKind.Table;

    /// <inheritdoc/>
    protected override string Kind => ShopKind.Name;

    /// <summary>The key of a shop.</summary>
    public static ItemKey Key(string id) => new(ShopKind.Table, "SHOP#" + id);

    /// <inheritdoc/>
    public override ItemKey KeyOf(string id) => Key(id);

    /// <summary>The index row of an item.</summary>
    public static ShopRow Row(Item item) => ShopRow.Of(ShopFields.All.Read(item));

    /// <inheritdoc/>
    protected override IReadOnlyCollection<string> ClubsOf(Shop record) => record.ClubIds;
}
