using Clubshop.Admin.Staff;

namespace Clubshop.Admin.GoTo;

/// <summary>Finds what capabilities registered as <see cref="GoToEntry"/>: actions, and pages that the navigation does not list.</summary>
public sealed class EntryGoToSource(IEnumerable<GoToEntry> entries) : IGoToSource
{
    private readonly Lazy<(GoToEntry Entry, Permission? Page)[]> _entries = new(() => [.. entries.Select(entry => (entry, PortalRoutes.At(entry.Href)?.Permission))]);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<GoToItem>> FindAsync(GoToText text, Actor actor, CancellationToken cancellationToken)
    {
        List<GoToItem> found = [];
        foreach (var (entry, page) in _entries.Value)
        {
            if (page is not { } open || !actor.Has(open) || (entry.Permission is { } needed && !actor.Has(needed)))
                continue;

            var said = entry.Said?.Invoke() ?? L[entry.Text];
            if (text.MatchOf(said, entry.Text, entry.Words) is { } match)
                found.Add(new(entry.Group, said, entry.Href, entry.Icon) { Match = match });
        }

        return ValueTask.FromResult<IReadOnlyList<GoToItem>>(found);
    }
}
