using Clubshop.Admin.Storage;

namespace Clubshop.Admin.Staff.Accounts;

/// <summary>The open changes, in the <c>system</c> table, found by their state.</summary>
internal sealed class StaffChangeStore(TableReader reader, UnauditedWriter unaudited)
{
    private const string Open = "staff-asked";

    public Task KeepAsync(StaffChange change, CancellationToken cancellationToken) =>
        unaudited.PutAsync(Table.System, ToItem(change), null, cancellationToken);

    public Task DropAsync(StaffChange change) => unaudited.DeleteAsync(KeyOf(change.Token), null, CancellationToken.None);

    /// <summary>Whether it is still open: the index may list changes that ended a moment ago.</summary>
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
