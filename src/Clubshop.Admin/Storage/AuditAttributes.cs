namespace Clubshop.Admin.Storage;

/// <summary>Names of the attributes of an audit entry, as the write unit writes them and the audit log reads them.</summary>
public static class AuditAttributes
{
    public const string Id = "id";
    public const string At = "at";
    public const string ActorId = "actor";
    public const string ActorName = "actorName";
    public const string Role = "role";
    public const string Address = "address";
    public const string Protocol = "protocol";
    public const string TraceId = "trace";
    public const string Action = "action";
    public const string Kind = "kind";
    public const string EntityId = "entity";
    public const string EntityName = "entityName";
    public const string Clubs = "clubs";
    public const string Note = "note";
    public const string EntityVersion = "entityVersion";

    /// <summary>Id of the job that the change is one row of.</summary>
    public const string Run = "run";

    /// <summary>Suffix of a closing entry's id: the id of the entry that asked, then this.</summary>
    public const string EndMark = "-end";

    /// <summary>Suffix of the id of an entry that tells a part of what was done: the id of the entry that asked, then this.</summary>
    public const string PartMark = "-part";

    /// <summary>Prefix of the action of an entry that says what was asked for; the closing entry says what came of it.</summary>
    public const string AskMark = "ask-";

    /// <summary>The differences: a JSON array of <c>[attribute, before, after]</c>, null where absent.</summary>
    public const string Changes = "changes";

    /// <summary>Whether the differences were cut.</summary>
    public const string Cut = "cut";

    /// <summary>The differences without any cut, packed: where they were cut, of a record whose versions are read back (<see cref="AuditDraft.Whole"/>).</summary>
    public const string Whole = "whole";

    /// <summary>Hash key of <see cref="TableSchemas.ByActor"/>: <c>actor#yyyy-MM</c>, UTC.</summary>
    public const string ActorMonth = "actorMonth";

    /// <summary>Hash key of <see cref="TableSchemas.ByDay"/>: <c>yyyy-MM-dd#shard</c>, UTC.</summary>
    public const string Day = "day";

    /// <summary>How long an entry is kept: three years, leap day included.</summary>
    public static TimeSpan Kept { get; } = TimeSpan.FromDays(1096);

    /// <summary>Partition keys of the chain's seals begin with this (docs/decisions/0016). They are bookkeeping in the table of the entries.</summary>
    public const string SealPrefix = "SEAL#";

    /// <summary>Key of the item that holds when the log was created: no entry is older.</summary>
    public static ItemKey SinceKey { get; } = new(Table.System, "AUDIT#SINCE");

    /// <summary>Partition key of a record's entries.</summary>
    public static string Pk(string kind, string id) => $"ENT#{kind}#{id}";

    /// <summary>Sort key of an entry: when, then which.</summary>
    public static string Sk(DateTimeOffset at, string id) => $"{Times.ToText(at)}#{id}";

    /// <summary>Hash key of what an actor did in the month of an instant.</summary>
    public static string MonthOf(string actorId, DateTimeOffset at) => $"{actorId}#{Times.ToText(at)[..7]}";

    /// <summary>Hash key of a part of the day of an instant.</summary>
    public static string DayOf(DateTimeOffset at, string shard) => $"{Times.ToText(at)[..10]}#{shard}";
}
