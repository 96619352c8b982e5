using Clubshop.Admin.Storage;

namespace Clubshop.Admin.Staff.Accounts;

/// <summary>Staff records in the <c>staff</c> table: <c>STAFF#sub</c>, <c>META</c>.</summary>
public sealed class StaffStore(TableReader reader, WriteUnit writes)
{
    private const int MaxAttempts = 5;

    /// <summary>The record's key.</summary>
    public static ItemKey KeyOf(string id) => new(Table.Staff, "STAFF#" + id);

    /// <summary>The record; null when the portal has stored nothing for the person.</summary>
    public async Task<StaffRecord?> FindAsync(string id, CancellationToken cancellationToken) =>
        await reader.ReadAsync(KeyOf(id), cancellationToken) is { } item ? ToRecord(item) : null;

    /// <summary>The records of several people by id; people without one are left out.</summary>
    public async Task<IReadOnlyDictionary<string, StaffRecord>> FindManyAsync(IEnumerable<string> ids, CancellationToken cancellationToken)
    {
        var found = await reader.ReadManyAsync(ids.Select(KeyOf), cancellationToken);
        return found.Values.Select(ToRecord).ToDictionary(record => record.Id, StringComparer.Ordinal);
    }

    /// <summary>Changes a record and writes its audit entry; retries on the newest version when somebody else saved meanwhile, unless a version is given.</summary>
    /// <param name="actor">Who makes the change.</param>
    /// <param name="token">The token of the submit.</param>
    /// <param name="audit">The audit entry.</param>
    /// <param name="edit">Returns the new record for the present one.</param>
    /// <param name="version">The version that the person saw; null for any.</param>
    /// <param name="cancellationToken">Observed until the write is sent.</param>
    /// <returns>The record as stored; null when the version differs.</returns>
    internal async Task<StaffRecord?> SaveAsync(
        Actor actor, string token, AuditDraft audit, Func<StaffRecord, StaffRecord> edit, long? version, CancellationToken cancellationToken)
    {
        for (var attempt = 0; attempt < MaxAttempts; attempt++)
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

        return version is null ? throw new CommitBusyException("Too many concurrent changes to the record of this person.", null) : null;
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
