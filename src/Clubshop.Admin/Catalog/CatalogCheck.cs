using Clubshop.Admin.Audit;
using Clubshop.Admin.Catalog.Codes;
using Clubshop.Admin.MasterData.Publishing;
using Clubshop.Admin.Storage;

namespace Clubshop.Admin.Catalog;

/// <summary>At start: each kind of the catalog has all its parts. One that lacks some stops the start with a message that names it and them.</summary>
internal sealed class CatalogCheck(
    IEnumerable<CatalogKind> kinds, IEnumerable<Table> tables, IEnumerable<CatalogIndex> indexes, IEnumerable<CodeSource> codes,
    IEnumerable<PublishedKind> published, IEnumerable<AuditKind> audited) : IHostedService
{
    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">A kind lacks a part.</exception>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        var missing = kinds.SelectMany(Missing).ToList();
        return missing.Count == 0 ? Task.CompletedTask : throw new InvalidOperationException(string.Join(' ', missing));
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private IEnumerable<string> Missing(CatalogKind kind)
    {
        if (!tables.Contains(kind.Table))
            yield return $"The kind “{kind.Name}” has no table. Register it with AddCatalogKind.";
        if (indexes.Count(index => index.Kind.Name == kind.Name) != 1)
            yield return $"The kind “{kind.Name}” has no index, or more than one. Register it with AddCatalogKind, once.";
        if (codes.All(source => source.Kind != kind.Name))
            yield return $"The kind “{kind.Name}” has no codes. Register it with AddCatalogKind.";
        if (published.All(one => one.Kind != kind.Name))
            yield return $"The kind “{kind.Name}” has no cached copy. Register it with AddPublished.";
        if (audited.All(one => one.Kind != kind.Name))
            yield return $"The kind “{kind.Name}” has no labels for the audit log. Register its AuditKind.";
    }
}
