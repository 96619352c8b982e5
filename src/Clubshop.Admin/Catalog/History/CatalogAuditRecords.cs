using Clubshop.Admin.Audit;
using Clubshop.Admin.Common;
using Clubshop.Admin.GoTo;
using Clubshop.Admin.Staff;

namespace Clubshop.Admin.Catalog.History;

/// <summary>Records of every kind of the catalog for the audit page, the deleted ones of the last 90 days behind the others.</summary>
internal sealed class CatalogAuditRecords(IEnumerable<CatalogIndex> indexes) : IAuditRecords
{
    private readonly CatalogIndex[] _indexes = [.. indexes.OrderBy(index => index.Kind.Order)];

    /// <inheritdoc/>
    public IReadOnlyList<AuditRecord> Find(string text, Actor actor, int take)
    {
        if (GoToText.Of(text) is not { IsEmpty: false } typed || !actor.Has(Permission.SeeCatalog))
            return [];

        return
        [
            .. from index in _indexes
               from best in index.Best(typed, take, deleted: true)
               orderby best.Row.Status == EditorialStatus.Deleted, best.Match
               select new AuditRecord(index.Kind.Name, best.Row.Id, best.Row.Name, best.Row.Status == EditorialStatus.Deleted ? L[$"{L[index.Kind.One]}, {best.Row.Code}, deleted"] : $"{L[index.Kind.One]}, {best.Row.Code}"),
        ];
    }

    /// <inheritdoc/>
    public string? NameOf(string kind, string id, Actor actor) =>
        actor.Has(Permission.SeeCatalog) ? Array.Find(_indexes, index => index.Kind.Name == kind)?.Find(id)?.Name : null;
}
