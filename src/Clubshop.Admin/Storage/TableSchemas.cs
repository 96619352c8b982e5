namespace Clubshop.Admin.Storage;

/// <summary>An index of a table: all attributes unless <see cref="KeysOnly"/>, in order of its range key.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Hash">Its partition key (S).</param>
/// <param name="Range">Its sort key (S).</param>
public sealed record IndexSchema(string Name, string Hash, string Range)
{
    /// <summary>Whether it has the keys alone: cheaper where most writes change something else. Set when the index is made.</summary>
    public bool KeysOnly { get; init; }
}

/// <summary>The names of the indexes, and how hot keys are split.</summary>
public static class TableSchemas
{
    /// <summary>Index of the catalog's tables: the records in order of their last change, for loading them all and for "changed since".</summary>
    public const string ByChange = "byChange";

    /// <summary>Index of the audit log: what a person did in a month (UTC).</summary>
    public const string ByActor = "byActor";

    /// <summary>Index of the audit log: what was done on a day (UTC).</summary>
    public const string ByDay = "byDay";

    /// <summary>Index of the system table: jobs by state; of notifications: those in a state, oldest first.</summary>
    public const string ByState = "byState";

    /// <summary>Index of notifications: all records of a kind, in order of their making.</summary>
    public const string ByKind = "byKind";

    /// <summary>Hash key of <see cref="ByKind"/>: what kind of record it is.</summary>
    public const string KindOfRecord = "_kind";

    /// <summary>Index of notifications: what a person wrote.</summary>
    public const string ByAuthor = "byAuthor";

    /// <summary>Index of deliveries: what a customer was sent.</summary>
    public const string ByRecipient = "byRecipient";

    /// <summary>Index of the customers' table: the customers of an audience (who follows a club, is in a city), in order of their ids.</summary>
    public const string ByAudience = "byAudience";

    /// <summary>Index of coupons: the code of an offer.</summary>
    public const string ByCode = "byCode";

    /// <summary>Index of coupons: what a customer has, in order of giving.</summary>
    public const string ByUser = "byUser";

    /// <summary>Parts that a day of the audit log is split into.</summary>
    public const int AuditShards = 4;

    /// <summary>The part that an id falls into, as keys have it.</summary>
    public static string ShardOf(string id, int shards) => PartOf(id, shards).ToString(System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>The part that an id falls into, from 0: FNV-1a over its UTF-8 bytes, so that every instance and every version agrees.</summary>
    public static int PartOf(string id, int parts)
    {
        var hash = 2166136261u;
        Span<byte> bytes = stackalloc byte[4];
        foreach (var rune in id.EnumerateRunes())
        {
            foreach (var b in bytes[..rune.EncodeToUtf8(bytes)])
                hash = (hash ^ b) * 16777619u;
        }

        return (int)(hash % (uint)parts);
    }
}
