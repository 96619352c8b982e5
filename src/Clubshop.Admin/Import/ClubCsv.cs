using Clubshop.Admin.Catalog;
using Clubshop.Admin.Catalog.Bulk;
using Clubshop.Admin.Catalog.Codes;
using Clubshop.Admin.Catalog.Fields;
using Clubshop.Admin.Catalog.Lists;
using Clubshop.Admin.Clubs;
using Clubshop.Admin.Common;

namespace Clubshop.Admin.Import;

/// <summary>Clubs as files.</summary>
internal sealed class ClubCsv(ClubService service, ClubList list, CodeSources codes, RowFaults faults, TimeProvider time) : ImportKind<Club>(service, codes, faults, time)
{
    public override CatalogKind Kind => ClubKind.Definition;

    protected override FieldSet<Club> Fields => ClubFields.All;

    protected override Club New(string id, EditorialStatus status) => new() { Id = id, Status = status };

    protected override IEnumerable<string> Listed(ListQuery query) => list.Load(query).Rows.Select(row => row.Id);
}
