using Clubshop.Admin.Common;
using Clubshop.Admin.MasterData;

namespace Clubshop.Admin.Catalog.Codes;

/// <summary>Where the codes of one kind are known.</summary>
internal abstract class CodeSource
{
    /// <summary>The kind (<see cref="CatalogKind.Name"/>).</summary>
    public abstract string Kind { get; }

    /// <summary>The codes as of now.</summary>
    public abstract CodeLookup Lookup();

    /// <summary>Completes when the kind's index has been read.</summary>
    public abstract Task WhenReadyAsync(CancellationToken cancellationToken);
}

/// <summary>
/// The codes of one kind are in its index, and those that the index has not heard of yet in the table. The index follows the table by
/// seconds; a job that is continued at once, by this instance or by another, must not take such a code for a free one.
/// </summary>
/// <param name="kind">The kind (<see cref="CatalogKind.Name"/>).</param>
/// <param name="index">The index.</param>
/// <param name="service">What reads the table.</param>
internal sealed class CodeSource<TRow, T>(string kind, RecordIndex<TRow> index, RecordService<T> service) : CodeSource
    where TRow : class, ICatalogRow
    where T : class, ICatalogRecord
{
    /// <inheritdoc/>
    public override string Kind => kind;

    /// <inheritdoc/>
    public override CodeLookup Lookup() => new(kind, index.All().Select(EntryOf), LookUpAsync);

    /// <inheritdoc/>
    public override Task WhenReadyAsync(CancellationToken cancellationToken) => index.WhenReadyAsync(cancellationToken);

    private async Task<IReadOnlyCollection<(string Code, CodeEntry Entry)>> LookUpAsync(IReadOnlyCollection<string> codes, CancellationToken cancellationToken)
    {
        var found = await service.FindByCodesAsync(codes, cancellationToken);
        index.Learn(found.Select(stored => stored.Item)); // rules that read the index know them then as well
        return [.. found.Select(stored => index.Find(stored.Record.Id)).OfType<TRow>().Select(EntryOf)];
    }

    private static (string Code, CodeEntry Entry) EntryOf(TRow row) => (row.Code, new(row.Id, row.Name, row.Status == EditorialStatus.Deleted));
}
