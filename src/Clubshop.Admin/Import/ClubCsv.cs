using Clubshop.Admin.Catalog;
using Clubshop.Admin.Catalog.Codes;
using Clubshop.Admin.Clubs;
using Clubshop.Admin.Common;

namespace Clubshop.Admin.Import;

/// <summary>Clubs as files.</summary>
internal sealed class ClubCsv(ClubService service, ClubList list, CodeSources codes, RowFaults faults) : ImportKind<Club>(service, codes, faults)
{
    public override CatalogKind Kind => ClubKind.Definition;

    public override IReadOnlyList<CsvColumn<Club>> Columns { get; } =
    [
        CsvColumns.Text<Club>("code", nameof(Club.Code), "what the club is known by in files; a row with the code of one that is there changes it", club => club.Code, (club, text) => club with { Code = text }, required: true),
        CsvColumns.Text<Club>("name", nameof(Club.Name), "up to 120 characters", club => club.Name, (club, text) => club with { Name = text }, required: true),
        CsvColumns.Kept<Club>("slug", nameof(Club.Slug), "its part of a public address; empty: made of the name", club => club.Slug, (club, text) => club with { Slug = text }),
        CsvColumns.Text<Club>("description", nameof(Club.Description), "up to 4,000 characters", club => club.Description, (club, text) => club with { Description = text }),
        CsvColumns.Text<Club>("website", nameof(Club.Website), "beginning with http:// or https://", club => club.Website, (club, text) => club with { Website = text }),
        CsvColumns.Text<Club>("city", nameof(Club.City), "up to 80 characters", club => club.City, (club, text) => club with { City = text }),
        CsvColumns.Status<Club>((club, status) => club with { Status = status }),
    ];

    protected override IReadOnlyList<Field<Club>> Fields => ClubFields.All;

    protected override Club New(string id) => new() { Id = id, Status = EditorialStatus.Published };

    protected override IEnumerable<string> Listed(ListQuery query) => list.Load(query).Rows.Select(row => row.Id);
}
