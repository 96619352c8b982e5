using Clubshop.Admin.Catalog;
using Clubshop.Admin.Catalog.Fields;
using Clubshop.Admin.Common;
using Clubshop.Admin.Shops;
using Clubshop.Admin.Staff;

namespace Clubshop.Admin.Import;

/// <summary>Shops as files.</summary>
internal sealed class ShopCsv(ShopService service, ShopList list, Codes codes, RowFaults faults, TimeProvider time) : ImportKind<Shop>(service, codes, faults, time)
{
    public override RecordWords Words => ShopWords.All;

    public override ListSpec Spec => ShopList.Spec;

    public override Permission Permission => Permission.Import;

    protected override FieldSet<Shop> Fields => ShopFields.All;

    protected override Shop New(string id) => new() { Id = id, Status = EditorialStatus.Published };

    protected override CodeLookup BookOf(CodeLookups books) => books.Shops;

    protected override IEnumerable<string> Listed(ListQuery query) => list.Load(query).Rows.Select(row => row.Id);
}
