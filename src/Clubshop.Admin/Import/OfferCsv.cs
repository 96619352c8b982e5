using Clubshop.Admin.Catalog;
using Clubshop.Admin.Catalog.Bulk;
using Clubshop.Admin.Catalog.Codes;
using Clubshop.Admin.Catalog.Fields;
using Clubshop.Admin.Catalog.Lists;
using Clubshop.Admin.Common;
using Clubshop.Admin.Offers;

namespace Clubshop.Admin.Import;

/// <summary>Offers as files.</summary>
internal sealed class OfferCsv(OfferService service, OfferList list, CodeSources codes, RowFaults faults, TimeProvider time) : ImportKind<Offer>(service, codes, faults, time)
{
    public override CatalogKind Kind => OfferKind.Definition;

    protected override FieldSet<Offer> Fields => OfferFields.All;

    // No benefit is a sensible default: without one, the rules refuse the row.
    protected override Offer New(string id, EditorialStatus status) => new() { Id = id, Benefit = (Benefit)(-1), Status = status };

    protected override IEnumerable<string> Listed(ListQuery query) => list.LoadAll(query).Select(row => row.Id);
}
