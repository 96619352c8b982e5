using System.Collections.Concurrent;
using Clubshop.Admin.Audit;
using Clubshop.Admin.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Clubshop.Admin.Tests.Audit;

/// <summary>
/// Collects every audit entry that a test makes the portal write. At the end each must have labels for its kind, action and fields, so that no new
/// action or field comes without one, whichever test writes it first.
/// </summary>
internal sealed class LabelledEntries : ICommitObserver
{
    private readonly ConcurrentQueue<Item> _entries = new();

    /// <inheritdoc/>
    public void Committed(Table table, Item item)
    {
    }

    /// <inheritdoc/>
    public void Recorded(Item entry) => _entries.Enqueue(entry);

    /// <summary>Fails on the first entry without a label.</summary>
    public void Check(IServiceProvider services)
    {
        var labels = services.GetRequiredService<AuditLabels>();
        foreach (var entry in _entries.Select(AuditItems.Read).Where(entry => entry.Kind != "test"))
        {
            Assert.True(labels.Unlabelled(entry) is { Count: 0 }, $"No label for people: {string.Join(", ", labels.Unlabelled(entry))}. Add it to the capability's AuditKind.");
            foreach (var change in labels.Changes(entry))
                Assert.False(Unnamed(change.Before) || Unnamed(change.After), $"A bare id is shown for {change.Label} of a {entry.Kind}.");
        }

        bool Unnamed(string? text) => Clubshop.Admin.Common.Ids.IsValid(text) && services.GetServices<AuditNames>().Any(names => names.NameOf(text!) is not null);
    }
}
