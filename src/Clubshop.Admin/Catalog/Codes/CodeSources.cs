namespace Clubshop.Admin.Catalog.Codes;

/// <summary>Where the codes of each kind are known.</summary>
internal sealed class CodeSources(IEnumerable<CodeSource> sources)
{
    private readonly Dictionary<string, CodeSource> _byKind = sources.ToDictionary(source => source.Kind, StringComparer.Ordinal);

    /// <summary>The codes of a kind.</summary>
    /// <param name="kind">The kind (<see cref="CatalogKind.Name"/>).</param>
    /// <exception cref="InvalidOperationException">There is no such kind.</exception>
    public CodeSource this[string kind] =>
        _byKind.GetValueOrDefault(kind) ?? throw new InvalidOperationException($"The kind “{kind}” has no codes. Register it with AddCatalogKind.");

    /// <summary>Completes when all indexes have been read.</summary>
    public Task WhenReadyAsync(CancellationToken cancellationToken) => Task.WhenAll(_byKind.Values.Select(source => source.WhenReadyAsync(cancellationToken)));
}
