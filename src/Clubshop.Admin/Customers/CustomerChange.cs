using Clubshop.Admin.Customers.Help;
using Clubshop.Admin.Staff;
using Clubshop.Admin.Storage;

namespace Clubshop.Admin.Customers;

/// <summary>A requested change of a Cognito account, kept until its closing entry is in the audit log. Contains no personal data.</summary>
internal sealed record CustomerChange
{
    /// <summary>Id of the audit entry "asked".</summary>
    public required string Token { get; init; }

    /// <summary>The action.</summary>
    public required CustomerAction Action { get; init; }

    /// <summary>Who asked.</summary>
    public required Actor Actor { get; init; }

    /// <summary>The customer's <c>sub</c>.</summary>
    public required string Sub { get; init; }

    /// <summary>The reason, as it stands in the audit log.</summary>
    public required string Note { get; init; }

    /// <summary>When it was requested (UTC).</summary>
    public required DateTimeOffset AskedAt { get; init; }

    /// <summary>Id of the closing audit entry.</summary>
    public string EndToken => Token + AuditAttributes.EndMark;
}

/// <summary>Open changes in the <c>system</c> table, found by their state.</summary>
internal sealed class CustomerChangeStore(TableReader reader, UnauditedWriter unaudited)
{
    private const string Open = "customer-asked";

    public Task AddAsync(CustomerChange change, CancellationToken cancellationToken) => unaudited.PutAsync(Table.System, ToItem(change), null, cancellationToken);

    public Task RemoveAsync(CustomerChange change) => unaudited.DeleteAsync(KeyOf(change.Token), null, CancellationToken.None);

    /// <summary>Whether it is still open. A consistent read: the index may still list changes that have just been closed.</summary>
    public async Task<bool> IsOpenAsync(CustomerChange change, CancellationToken cancellationToken) =>
        await reader.ReadAsync(KeyOf(change.Token), cancellationToken) is not null;

    public async Task<IReadOnlyList<CustomerChange>> OpenAsync(CancellationToken cancellationToken)
    {
        List<CustomerChange> open = [];
        await foreach (var item in reader.QueryAllAsync(new(Table.System, Open) { Index = TableSchemas.ByState }, cancellationToken))
            open.Add(Read(item));

        return open;
    }

    private static ItemKey KeyOf(string token) => new(Table.System, "CUSTOMERCHANGE#" + token);

    private static Item ToItem(CustomerChange change) => new Item(KeyOf(change.Token).Pk)
        .Set("state", Open).Set(Attributes.CreatedAt, change.AskedAt).SetEnum<CustomerAction>("action", change.Action)
        .Set("sub", change.Sub).Set("note", change.Note)
        .Set("actorId", change.Actor.Id).Set("actorName", change.Actor.Name).Set("actorEmail", change.Actor.Email)
        .SetEnum("actorRole", change.Actor.Role).Set("actorAddress", change.Actor.Address).Set("actorProtocol", change.Actor.Protocol);

    private static CustomerChange Read(Item item) => new()
    {
        Token = item.Id,
        Action = item.GetEnum<CustomerAction>("action"),
        Sub = item.GetString("sub"),
        Note = item.GetString("note"),
        AskedAt = item.GetTime(Attributes.CreatedAt) ?? default,
        Actor = new()
        {
            Id = item.GetString("actorId"),
            Name = item.GetString("actorName"),
            Email = item.GetString("actorEmail"),
            Role = item.Has("actorRole") ? item.GetEnum<Role>("actorRole") : null,
            Address = item.GetStringOrNull("actorAddress"),
            Protocol = item.GetStringOrNull("actorProtocol"),
        },
    };
}
