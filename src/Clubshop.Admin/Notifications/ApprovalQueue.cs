using Clubshop.Admin.Staff;
using Clubshop.Admin.Storage;

namespace Clubshop.Admin.Notifications;

/// <summary>
/// The notifications that wait for an approval, in memory for all pages: patched by what this instance writes, and read again
/// (<see cref="RefreshAsync"/>) for what others wrote.
/// </summary>
public sealed class ApprovalQueue : ICommitObserver
{
    // The state as the index has it.
    private static readonly ItemQuery Waiting = new(Table.Notifications, nameof(NotificationState.AwaitingApproval).ToLowerInvariant()) { Index = TableSchemas.ByState };

    private readonly TableReader _reader;
    private readonly Lock _gate = new();
    private Dictionary<string, Notification> _waiting = new(StringComparer.Ordinal);
    private long _commits;

    // Not the store: what writes tells this queue of each write.
    internal ApprovalQueue(TableReader reader) => _reader = reader;

    /// <summary>Raised when a notification was written on this instance, from any thread. Handlers are quick and do not throw.</summary>
    public event EventHandler? Written;

    /// <summary>Those that this person may approve, the longest waiting first: never one that they wrote or changed.</summary>
    public IReadOnlyList<Notification> Of(Actor actor)
    {
        if (!actor.Has(Permission.ApproveNotifications))
            return [];

        lock (_gate)
        {
            return [.. _waiting.Values.Where(it => NotificationRules.RefuseApproval(actor, it) is null)
                .OrderBy(SinceOf).ThenBy(it => it.Id, StringComparer.Ordinal)];
        }
    }

    /// <summary>Since when it waits (UTC).</summary>
    public static DateTimeOffset SinceOf(Notification it) => it.Frozen?.At ?? it.Stamp.UpdatedAt;

    /// <summary>Reads them again.</summary>
    /// <returns>Whether they are others than before.</returns>
    public async Task<bool> RefreshAsync(CancellationToken cancellationToken)
    {
        var begun = Interlocked.Read(ref _commits);
        var found = new Dictionary<string, Notification>(StringComparer.Ordinal);
        await foreach (var listed in _reader.QueryAllAsync(Waiting, cancellationToken))
        {
            // The index may be behind, so each is read as it is.
            if (await _reader.ReadAsync(NotificationStore.Key(listed.Id), cancellationToken) is { IsDeleted: false } item && IsWaiting(item))
                found[item.Id] = NotificationStore.Read(item);
        }

        lock (_gate)
        {
            // What was written meanwhile is newer than what was read; the next reading has it.
            if (begun != _commits)
                return false;

            var changed = found.Count != _waiting.Count || found.Any(pair => _waiting.GetValueOrDefault(pair.Key)?.Stamp.Version != pair.Value.Stamp.Version);
            _waiting = found;
            return changed;
        }
    }

    /// <inheritdoc/>
    public void Committed(Table table, Item item)
    {
        if (table != Table.Notifications || item.GetStringOrNull(TableSchemas.KindOfRecord) != NotificationStore.Kind)
            return;

        lock (_gate)
        {
            _commits++;
            if (!item.IsDeleted && IsWaiting(item))
                _waiting[item.Id] = NotificationStore.Read(item);
            else
                _waiting.Remove(item.Id);
        }

        Written?.Invoke(this, EventArgs.Empty);
    }

    /// <inheritdoc/>
    public void Recorded(Item entry)
    {
    }

    private static bool IsWaiting(Item item) => item.GetEnum<NotificationState>(NotificationStore.State) == NotificationState.AwaitingApproval;
}
