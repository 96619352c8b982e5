using Clubshop.Admin.Catalog;
using Clubshop.Admin.Catalog.Bulk;
using Clubshop.Admin.Catalog.Codes;
using Clubshop.Admin.Catalog.Fields;
using Clubshop.Admin.Catalog.Lists;
using Clubshop.Admin.Common;
using Clubshop.Admin.Shops;

namespace Clubshop.Admin.Import;

/// <summary>Shops as files.</summary>
internal sealed class ShopCsv(ShopService service, ShopList list, CodeSources codes, RowFaults faults, TimeProvider time) : ImportKind<Shop>(service, codes, faults, time)
{
    public override CatalogKind Kind => ShopKind.Definition;

    protected override FieldSet<Shop> Fields => ShopFields.All;

    protected override Shop New(string id, EditorialStatus status) => new() { Id = id, Status = status };

    protected override IEnumerable<string> Listed(ListQuery query) => list.Load(query).Rows.Select(row => row.Id);
}
