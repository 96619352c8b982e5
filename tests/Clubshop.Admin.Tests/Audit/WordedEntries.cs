using System.Collections.Concurrent;
using Clubshop.Admin.Audit;
using Clubshop.Admin.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Clubshop.Admin.Tests.Audit;

/// <summary>
/// Keeps every audit entry that a test makes the portal write. At its end each must have words for people: for its kind, its action and every
/// field. So a new action or field cannot come without them, whichever test first writes it.
/// </summary>
internal sealed class WordedEntries : ICommitObserver
{
    private readonly ConcurrentQueue<Item> _entries = new();

    /// <inheritdoc/>
    public void Committed(Table table, Item item)
    {
    }

    /// <inheritdoc/>
    public void Recorded(Item entry) => _entries.Enqueue(entry);

    /// <summary>Fails on the first entry without words.</summary>
    public void Check(IServiceProvider services)
    {
        var labels = services.GetRequiredService<AuditLabels>();
        foreach (var entry in _entries.Select(AuditItems.Read).Where(entry => entry.Kind != "test"))
        {
            Assert.True(labels.Wordless(entry) is { Count: 0 }, $"No words for people: {string.Join(", ", labels.Wordless(entry))}. Add them to the capability's AuditKind.");
            foreach (var change in labels.Changes(entry))
                Assert.False(Unnamed(change.Before) || Unnamed(change.After), $"A bare id is shown for {change.Label} of a {entry.Kind}.");
        }

        bool Unnamed(string? text) => Clubshop.Admin.Common.Ids.IsValid(text) && services.GetServices<AuditNames>().Any(names => names.NameOf(text!) is not null);
    }
}
