using Clubshop.Admin.Common;
using Clubshop.Admin.GoTo;
using Clubshop.Admin.Staff;

namespace Clubshop.Admin.Catalog;

/// <summary>Finds records of every kind by name, slug or code, from the indexes.</summary>
public sealed class CatalogGoToSource(IEnumerable<CatalogIndex> indexes, TimeProvider time) : IGoToSource
{
    private readonly CatalogIndex[] _indexes = [.. indexes.OrderBy(index => index.Kind.Order)];

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<GoToItem>> FindAsync(GoToText text, Actor actor, CancellationToken cancellationToken)
    {
        if (text.IsEmpty || !actor.Has(Permission.SeeCatalog))
            return ValueTask.FromResult<IReadOnlyList<GoToItem>>([]);

        var now = time.GetUtcNow();
        IReadOnlyList<GoToItem> found =
        [
            .. from index in _indexes
               from best in index.Best(text, GoToGroup.MaxItems)
               select ItemOf(index.Kind, best.Row, now) with { Match = best.Match },
        ];
        return ValueTask.FromResult(found);
    }

    /// <inheritdoc/>
    public GoToItem? At(string path, Actor actor)
    {
        var cut = path.LastIndexOf('/');
        return actor.Has(Permission.SeeCatalog) && cut > 0 && path[(cut + 1)..] is var id && Ids.IsValid(id)
            && Array.Find(_indexes, index => index.Kind.List == path[..cut]) is { } index
            && index.Find(id) is { Status: not EditorialStatus.Deleted } row
                ? ItemOf(index.Kind, row, time.GetUtcNow())
                : null;
    }

    private static GoToItem ItemOf(CatalogKind kind, ICatalogRow row, DateTimeOffset now) => new(kind.Title, row.Name, kind.Edit(row.Id), kind.Icon)
    {
        Sub = row.Code,
        State = row.PhaseAt(now)?.ToString() ?? row.Status.ToString(),
    };
}
