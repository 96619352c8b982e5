using Clubshop.Admin.Storage;

namespace Clubshop.Admin.Staff;

/// <summary>A change of an account in Cognito that was asked for: kept until its end is in the audit log.</summary>
internal sealed record StaffChange
{
    /// <summary>The id of the entry "asked".</summary>
    public required string Token { get; init; }

    /// <summary>What.</summary>
    public required StaffAction Action { get; init; }

    /// <summary>Who asked.</summary>
    public required Actor Actor { get; init; }

    /// <summary>To whom: the <c>sub</c>; for an invitation the address until there is one.</summary>
    public required string PersonId { get; init; }

    /// <summary>The person's name.</summary>
    public required string Name { get; init; }

    /// <summary>The person's address, for an invitation and its repetition.</summary>
    public string Email { get; init; } = "";

    /// <summary>The new role.</summary>
    public Role? Role { get; init; }

    /// <summary>Clubs to assign with an invitation.</summary>
    public IReadOnlySet<string> Clubs { get; init; } = new HashSet<string>(StringComparer.Ordinal);

    /// <summary>Shops to assign with an invitation.</summary>
    public IReadOnlySet<string> Shops { get; init; } = new HashSet<string>(StringComparer.Ordinal);

    /// <summary>Why or how, for the audit log.</summary>
    public string? Note { get; init; }

    /// <summary>When it was asked, UTC.</summary>
    public required DateTimeOffset AskedAt { get; init; }

    /// <summary>The id of the entry that ends it.</summary>
    public string EndToken => Token + AuditAttributes.EndMark;
}

/// <summary>Open changes in the <c>system</c> table, found by their state.</summary>
internal sealed class StaffChangeStore(TableReader reader, UnauditedWriter unaudited)
{
    private const string Open = "staff-asked";

    public Task KeepAsync(StaffChange change, CancellationToken cancellationToken) =>
        unaudited.PutAsync(Table.System, ToItem(change), null, cancellationToken);

    public Task DropAsync(StaffChange change) => unaudited.DeleteAsync(KeyOf(change.Token), null, CancellationToken.None);

    /// <summary>Whether it is open still: the index tells of changes that have ended a moment ago.</summary>
    public async Task<bool> IsOpenAsync(StaffChange change, CancellationToken cancellationToken) =>
        await reader.ReadAsync(KeyOf(change.Token), cancellationToken) is not null;

    public async Task<IReadOnlyList<StaffChange>> OpenAsync(CancellationToken cancellationToken)
    {
        List<StaffChange> open = [];
        await foreach (var item in reader.QueryAllAsync(new(Table.System, Open) { Index = TableSchemas.ByState }, cancellationToken))
            open.Add(Of(item));

        return open;
    }

    private static ItemKey KeyOf(string token) => new(Table.System, "STAFFCHANGE#" + token);

    private static Item ToItem(StaffChange change) => new Item(KeyOf(change.Token).Pk)
        .Set("state", Open).Set(Attributes.CreatedAt, change.AskedAt).SetEnum<StaffAction>("action", change.Action)
        .Set("person", change.PersonId).Set("name", change.Name).Set("email", change.Email).SetEnum("role", change.Role)
        .SetSet("clubs", change.Clubs).SetSet("shops", change.Shops).Set("note", change.Note)
        .Set("actorId", change.Actor.Id).Set("actorName", change.Actor.Name).Set("actorEmail", change.Actor.Email)
        .SetEnum("actorRole", change.Actor.Role).Set("actorAddress", change.Actor.Address).Set("actorProtocol", change.Actor.Protocol);

    private static StaffChange Of(Item item) => new()
    {
        Token = item.Id,
        Action = item.GetEnum<StaffAction>("action"),
        PersonId = item.GetString("person"),
        Name = item.GetString("name"),
        Email = item.GetString("email"),
        Role = RoleOf(item, "role"),
        Clubs = item.GetSet("clubs"),
        Shops = item.GetSet("shops"),
        Note = item.GetStringOrNull("note"),
        AskedAt = item.GetTime(Attributes.CreatedAt) ?? default,
        Actor = new()
        {
            Id = item.GetString("actorId"),
            Name = item.GetString("actorName"),
            Email = item.GetString("actorEmail"),
            Role = RoleOf(item, "actorRole"),
            Address = item.GetStringOrNull("actorAddress"),
            Protocol = item.GetStringOrNull("actorProtocol"),
        },
    };

    private static Role? RoleOf(Item item, string name) => item.Has(name) ? item.GetEnum<Role>(name) : null;
}
