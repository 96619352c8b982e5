using Clubshop.Admin.Common;
using Clubshop.Admin.Storage;

namespace Clubshop.Admin.Staff;

/// <summary>What the portal itself knows of a person who works here; role, password and factors are Cognito's.</summary>
public sealed record StaffRecord
{
    /// <summary>The person's <c>sub</c>.</summary>
    public required string Id { get; init; }

    /// <summary>The name shown to others.</summary>
    public string Name { get; init; } = "";

    /// <summary>Ids of the clubs assigned.</summary>
    public IReadOnlySet<string> Clubs { get; init; } = new HashSet<string>(StringComparer.Ordinal);

    /// <summary>Ids of the shops assigned.</summary>
    public IReadOnlySet<string> Shops { get; init; } = new HashSet<string>(StringComparer.Ordinal);

    /// <summary>Sessions begun before this instant are over, UTC; null when none was ended that way.</summary>
    public DateTimeOffset? SessionsFrom { get; init; }

    /// <summary>When the invitation was last sent, UTC; null for somebody whom this portal did not invite.</summary>
    public DateTimeOffset? InvitedAt { get; init; }

    /// <summary>Who made and changed the record.</summary>
    public Stamp Stamp { get; init; } = Stamp.Unsaved;
}

/// <summary>Staff records in the <c>staff</c> table: <c>STAFF#sub</c>, <c>META</c>.</summary>
public sealed class StaffStore(TableReader reader, WriteUnit writes)
{
    private const int Tries = 5;

    /// <summary>The record's key.</summary>
    public static ItemKey KeyOf(string id) => new(Table.Staff, "STAFF#" + id);

    /// <summary>The record, or null for somebody to whom nothing was ever assigned.</summary>
    public async Task<StaffRecord?> FindAsync(string id, CancellationToken cancellationToken) =>
        await reader.ReadAsync(KeyOf(id), cancellationToken) is { } item ? ToRecord(item) : null;

    /// <summary>The records of several people, by their ids; those without one are left out.</summary>
    public async Task<IReadOnlyDictionary<string, StaffRecord>> FindManyAsync(IEnumerable<string> ids, CancellationToken cancellationToken)
    {
        var found = await reader.ReadManyAsync(ids.Select(KeyOf), cancellationToken);
        return found.Values.Select(ToRecord).ToDictionary(record => record.Id, StringComparer.Ordinal);
    }

    /// <summary>Changes a record with its audit entry; on what somebody else saved meanwhile once more, unless a version is named.</summary>
    /// <param name="actor">Who.</param>
    /// <param name="token">The submit's token.</param>
    /// <param name="audit">What the audit log says.</param>
    /// <param name="edit">The record after, from the record before.</param>
    /// <param name="version">The version that was looked at; null for whichever is there.</param>
    /// <param name="cancellationToken">Heeded until it is sent.</param>
    /// <returns>The record as stored; null when another version is.</returns>
    internal async Task<StaffRecord?> SaveAsync(
        Actor actor, string token, AuditDraft audit, Func<StaffRecord, StaffRecord> edit, long? version, CancellationToken cancellationToken)
    {
        for (var attempt = 0; attempt < Tries; attempt++)
        {
            var before = await reader.ReadAsync(KeyOf(audit.EntityId), cancellationToken);
            if (version is { } wanted && wanted != (before?.Version ?? 0))
                return null;

            var after = edit(before is null ? new StaffRecord { Id = audit.EntityId, Name = audit.EntityName } : ToRecord(before));
            var change = new Change { Actor = actor, Token = token, Audit = audit, Entity = new(Table.Staff, before, ToItem(after, before)) };
            switch (await writes.CommitAsync(change, cancellationToken))
            {
                case CommitOutcome.Saved saved:
                    return ToRecord(saved.Item);
                case CommitOutcome.Unchanged unchanged:
                    return ToRecord(unchanged.Item);
            }
        }

        return version is null ? throw new CommitBusyException("Other writers keep this person's record busy.", null) : null;
    }

    internal static StaffRecord ToRecord(Item item) => new()
    {
        Id = item.Id,
        Name = item.GetString("name"),
        Clubs = item.GetSet("clubs"),
        Shops = item.GetSet("shops"),
        SessionsFrom = item.GetTime("sessionsFrom"),
        InvitedAt = item.GetTime("invitedAt"),
        Stamp = item.Stamp,
    };

    internal static Item ToItem(StaffRecord record, Item? before) => (before?.Copy() ?? new Item(KeyOf(record.Id).Pk))
        .Set("name", record.Name).SetSet("clubs", record.Clubs).SetSet("shops", record.Shops)
        .Set("sessionsFrom", record.SessionsFrom).Set("invitedAt", record.InvitedAt);
}
