namespace Clubshop.Admin.Storage;

/// <summary>
/// A table of the portal: one per aggregate. Each is declared once; the catalog's kinds declare their own
/// (<see cref="OfRecords"/>) and register it with <see cref="StorageSetup.AddTable"/>.
/// </summary>
/// <param name="name">Its name, as <c>Offers</c>. DynamoDB has it in lower case, after the prefix. Sealed fields are bound to it: it must not change.</param>
public sealed class Table(string name)
{
    private static readonly IndexSchema Changes = new(TableSchemas.ByChange, Attributes.ChangeShard, Attributes.ChangeAt);

    /// <summary>Coupon codes.</summary>
    public static Table Coupons { get; } = new("Coupons")
    {
        Indexes = [new(TableSchemas.ByCode, "codeKey", Attributes.Pk) { KeysOnly = true }, new(TableSchemas.ByUser, "userId", "issuedAt") { KeysOnly = true }],
    };

    /// <summary>The audit log.</summary>
    public static Table Audit { get; } = new("Audit")
    {
        Indexes = [new(TableSchemas.ByActor, "actorMonth", Attributes.Sk), new(TableSchemas.ByDay, "day", Attributes.Sk)],
    };

    /// <summary>Notifications.</summary>
    public static Table Notifications { get; } = new("Notifications")
    {
        Indexes =
        [
            new(TableSchemas.ByState, "state", Attributes.CreatedAt),
            new(TableSchemas.ByKind, TableSchemas.KindOfRecord, Attributes.CreatedAt),
            new(TableSchemas.ByAuthor, "author", Attributes.CreatedAt),
        ],
    };

    /// <summary>What was sent to whom, and its outcome.</summary>
    public static Table Deliveries { get; } = new("Deliveries") { Indexes = [new(TableSchemas.ByRecipient, "to", "at")] };

    /// <summary>What is known of customers: devices, follows, opt-outs.</summary>
    public static Table Customers { get; } = new("Customers") { Indexes = [new(TableSchemas.ByAudience, "aud", "sub")] };

    /// <summary>Staff.</summary>
    public static Table Staff { get; } = new("Staff");

    /// <summary>Bookkeeping: jobs, sessions, leases, keys, the outbox.</summary>
    public static Table System { get; } = new("System") { Indexes = [new(TableSchemas.ByState, "state", Attributes.CreatedAt)] };

    /// <summary>The tables that belong to no kind of the catalog.</summary>
    public static IReadOnlyList<Table> Common { get; } = [Coupons, Audit, Notifications, Deliveries, Customers, Staff, System];

    /// <summary>Its name, as <c>Offers</c>.</summary>
    public string Name => name;

    /// <summary>Its indexes.</summary>
    public IReadOnlyList<IndexSchema> Indexes { get; private init; } = [];

    /// <summary>Parts that the index of changes is split into; 0 for a table without one. May grow, must not shrink.</summary>
    public int ChangeShards { get; private init; }

    /// <summary>The table of a kind of the catalog: it has the index <see cref="TableSchemas.ByChange"/>.</summary>
    /// <param name="name">Its name, as <c>Offers</c>.</param>
    /// <param name="changeShards">
    /// Parts that the index of changes is split into: 1 takes some hundred writes a second. May grow later, must not shrink.
    /// </param>
    public static Table OfRecords(string name, int changeShards = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(changeShards, 1);
        return new(name) { Indexes = [Changes], ChangeShards = changeShards };
    }

    /// <summary>Its name, as <c>Offers</c>.</summary>
    public override string ToString() => name;
}
