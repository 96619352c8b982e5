namespace Clubshop.Admin.Storage;

/// <summary>Names of the attributes that the storage itself writes. No capability sets them, and the audit log leaves them out.</summary>
public static class Attributes
{
    /// <summary>Partition key, for example <c>SHOP#0199…</c>.</summary>
    public const string Pk = "pk";

    /// <summary>Sort key: <see cref="Keys.Meta"/> for the record itself.</summary>
    public const string Sk = "sk";

    /// <summary>Version (N): counts the saves, from 1.</summary>
    public const string Version = "v";

    /// <summary>When the record was made (S, <see cref="Times"/>).</summary>
    public const string CreatedAt = "createdAt";

    /// <summary>Id of who made it.</summary>
    public const string CreatedBy = "createdBy";

    /// <summary>Name of who made it, as it was then.</summary>
    public const string CreatedByName = "createdByName";

    /// <summary>When the record was changed last.</summary>
    public const string UpdatedAt = "updatedAt";

    /// <summary>Id of who changed it last.</summary>
    public const string UpdatedBy = "updatedBy";

    /// <summary>Name of who changed it last, as it was then.</summary>
    public const string UpdatedByName = "updatedByName";

    /// <summary>When the record was deleted; only on a deleted one.</summary>
    public const string DeletedAt = "deletedAt";

    /// <summary>Id of who deleted it.</summary>
    public const string DeletedBy = "deletedBy";

    /// <summary>When DynamoDB may remove the item (N, seconds since 1970): the TTL attribute of every table. The portal treats an item past it as deleted.</summary>
    public const string PurgeAt = "purgeAt";

    /// <summary>Hash key of the index of changes: the shard.</summary>
    public const string ChangeShard = "ch";

    /// <summary>Range key of the index of changes: when, then which.</summary>
    public const string ChangeAt = "chAt";

    /// <summary>Token of the submit that wrote this version.</summary>
    public const string Token = "tok";

    /// <summary>Id of the record that owns a marker.</summary>
    public const string Owner = "owner";

    /// <summary>What an item that only counts has counted (N); see <see cref="UnauditedWriter.CountAsync"/>.</summary>
    public const string Count = "n";

    /// <summary>The instant of an item that holds only that (N, ticks of UTC); see <see cref="UnauditedWriter.AdvanceAsync"/>.</summary>
    public const string Until = "until";

    private static readonly HashSet<string> Technical =
    [
        Pk, Sk, Version, CreatedAt, CreatedBy, CreatedByName, UpdatedAt, UpdatedBy, UpdatedByName, DeletedAt, DeletedBy, PurgeAt,
        ChangeShard, ChangeAt, Token, Owner,
    ];

    /// <summary>Whether the attribute is the storage's own, or derived (its name starts with an underscore, as <c>_fold</c>): not part of what people edit.</summary>
    public static bool IsTechnical(string name) => name.StartsWith('_') || Technical.Contains(name);

    /// <summary>
    /// Whether the text in the attribute is a secret, such as the code that all customers of an offer get: the audit log has only its end. The name
    /// is the coupon ledger's, which stores it.
    /// </summary>
    public static bool IsSecret(string name) => name == "sharedCode";
}
