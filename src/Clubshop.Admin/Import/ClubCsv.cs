using Clubshop.Admin.Catalog;
using Clubshop.Admin.Catalog.Fields;
using Clubshop.Admin.Clubs;
using Clubshop.Admin.Common;
using Clubshop.Admin.Staff;

namespace Clubshop.Admin.Import;

/// <summary>Clubs as files.</summary>
internal sealed class ClubCsv(ClubService service, ClubList list, Codes codes, RowFaults faults, TimeProvider time) : ImportKind<Club>(service, codes, faults, time)
{
    public override RecordWords Words => ClubWords.All;

    public override ListSpec Spec => ClubList.Spec;

    public override Permission Permission => Permission.EditWholeCatalog;

    protected override FieldSet<Club> Fields => ClubFields.All;

    protected override Club New(string id) => new() { Id = id, Status = EditorialStatus.Published };

    protected override CodeLookup BookOf(CodeLookups books) => books.Clubs;

    protected override IEnumerable<string> Listed(ListQuery query) => list.Load(query).Rows.Select(row => row.Id);
}
