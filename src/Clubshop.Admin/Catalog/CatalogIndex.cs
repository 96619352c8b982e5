using Clubshop.Admin.GoTo;
using Clubshop.Admin.MasterData;

namespace Clubshop.Admin.Catalog;

/// <summary>The index of a kind, for what treats all kinds alike; there is one for each kind.</summary>
public abstract class CatalogIndex
{
    /// <summary>The kind.</summary>
    public abstract CatalogKind Kind { get; }

    /// <summary>How far the index is.</summary>
    public abstract IndexState State { get; }

    /// <summary>Raised after rows changed or <see cref="State"/> did, from any thread: handlers are quick and do not throw.</summary>
    public abstract event EventHandler? Changed;

    /// <summary>How many records have each status, by the number of <see cref="Common.EditorialStatus"/>.</summary>
    public abstract IReadOnlyList<int> CountsByStatus();

    /// <summary>A record; null for an id that the index does not have.</summary>
    public abstract ICatalogRow? Find(string id);

    /// <summary>The records whose name, code or slug matches best what was typed.</summary>
    /// <param name="text">What was typed; not empty.</param>
    /// <param name="take">How many.</param>
    /// <param name="deleted">Whether deleted ones are among them.</param>
    public abstract IReadOnlyList<(ICatalogRow Row, GoToMatch Match)> Best(GoToText text, int take, bool deleted = false);

    /// <summary>Completes when the index has been read once.</summary>
    public abstract Task WhenReadyAsync(CancellationToken cancellationToken);
}

/// <summary>A kind's index.</summary>
/// <param name="kind">The kind.</param>
/// <param name="index">Its rows.</param>
internal sealed class CatalogIndex<TRow>(CatalogKind kind, RecordIndex<TRow> index) : CatalogIndex
    where TRow : class, ICatalogRow
{
    public override CatalogKind Kind => kind;

    public override IndexState State => index.State;

    public override event EventHandler? Changed
    {
        add
        {
            index.Changed += value;
            index.StateChanged += value;
        }
        remove
        {
            index.Changed -= value;
            index.StateChanged -= value;
        }
    }

    public override IReadOnlyList<int> CountsByStatus() => index.Search(new() { Order = static (_, _) => 0, Take = 0 }).Counts;

    public override ICatalogRow? Find(string id) => index.Find(id);

    public override IReadOnlyList<(ICatalogRow Row, GoToMatch Match)> Best(GoToText text, int take, bool deleted = false) =>
        [.. BestRows.Of(index, text, take, deleted).Select(best => ((ICatalogRow)best.Row, best.Match))];

    public override Task WhenReadyAsync(CancellationToken cancellationToken) => index.WhenReadyAsync(cancellationToken);
}

/// <summary>The indexes of all kinds.</summary>
public sealed class CatalogIndexes(IEnumerable<CatalogIndex> all)
{
    private readonly IReadOnlyList<CatalogIndex> _all = [.. all];

    /// <summary>A kind's index; null where there is none.</summary>
    /// <param name="kind">Its name.</param>
    public CatalogIndex? Of(string kind) => _all.FirstOrDefault(index => index.Kind.Name == kind);
}
