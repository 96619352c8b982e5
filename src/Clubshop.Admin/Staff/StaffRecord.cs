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

    /// <summary>Who made and changed the record.</summary>
    public Stamp Stamp { get; init; } = Stamp.Unsaved;
}

/// <summary>Staff records in the <c>staff</c> table: <c>STAFF#sub</c>, <c>META</c>.</summary>
public sealed class StaffStore(TableReader reader)
{
    /// <summary>The record's key.</summary>
    public static ItemKey KeyOf(string id) => new(Table.Staff, "STAFF#" + id);

    /// <summary>The record, or null for somebody to whom nothing was ever assigned.</summary>
    public async Task<StaffRecord?> FindAsync(string id, CancellationToken cancellationToken) =>
        await reader.ReadAsync(KeyOf(id), cancellationToken) is { } item ? ToRecord(item) : null;

    internal static StaffRecord ToRecord(Item item) => new()
    {
        Id = item.Id,
        Name = item.GetString("name"),
        Clubs = item.GetSet("clubs"),
        Shops = item.GetSet("shops"),
        SessionsFrom = item.GetTime("sessionsFrom"),
        Stamp = item.Stamp,
    };

    internal static Item ToItem(StaffRecord record, Item? before) => (before?.Copy() ?? new Item(KeyOf(record.Id).Pk))
        .Set("name", record.Name).SetSet("clubs", record.Clubs).SetSet("shops", record.Shops).Set("sessionsFrom", record.SessionsFrom);
}
