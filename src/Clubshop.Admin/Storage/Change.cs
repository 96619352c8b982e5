namespace Clubshop.Admin.Storage;

/// <summary>One change of one record, with everything that must happen with it or not at all. What <see cref="WriteUnit"/> commits.</summary>
public sealed record Change
{
    /// <summary>Who makes it.</summary>
    public required AuditActor Actor { get; init; }

    /// <summary>
    /// Made once per submit (<see cref="Common.Ids.New"/>), not per draft: a submit that is sent twice is made once.
    /// It becomes the audit entry's id.
    /// </summary>
    public required string Token { get; init; }

    /// <summary>What the audit log says of it.</summary>
    public required AuditDraft Audit { get; init; }

    /// <summary>The record.</summary>
    public required EntityStep Entity { get; init; }

    /// <summary>What else must hold or happen; at most 92, no two on the same item.</summary>
    public IReadOnlyList<ChangeStep> Steps { get; init; } = [];

    /// <summary>Whether the mark of the submit keeps what the change replaces, so that it can be taken back (<see cref="SubmitMark"/>).</summary>
    public bool KeepsBefore { get; init; }
}

/// <summary>The part of an audit entry that the caller knows; the write unit adds the rest.</summary>
/// <param name="Action">What was done, as <see cref="AuditActions"/> names it.</param>
/// <param name="Kind">What kind of record: <c>club</c>, <c>shop</c>, <c>category</c>, <c>offer</c>, <c>job</c>, <c>staff</c> …</param>
/// <param name="EntityId">The record's id.</param>
/// <param name="EntityName">Its name as people know it, after the change.</param>
public sealed record AuditDraft(string Action, string Kind, string EntityId, string EntityName)
{
    /// <summary>
    /// Ids of the clubs that the record belonged to before or belongs to after: who is assigned all of them may read the entry.
    /// </summary>
    public IReadOnlyCollection<string> Clubs { get; init; } = [];

    /// <summary>Why, or how: a reason given, the file imported. Never a secret or a customer's contact.</summary>
    public string? Note { get; init; }

    /// <summary>
    /// Whether the record's versions are read back from its entries: then differences that are too long to be shown are kept whole as well, packed. Not
    /// for records that may hold customers' data or long lists.
    /// </summary>
    public bool Whole { get; init; }

    /// <summary>Id of the job that the change is one row of; null for a change by itself.</summary>
    public string? Run { get; init; }
}

/// <summary>The usual names of what was done; a capability may add its own, in the same form (one verb, kebab-case).</summary>
public static class AuditActions
{
    public const string Create = "create";
    public const string Change = "change";
    public const string Publish = "publish";
    public const string Pause = "pause";
    public const string Archive = "archive";
    public const string Delete = "delete";
    public const string Restore = "restore";
    public const string Revert = "revert";
    public const string Import = "import";
    public const string Invalidate = "invalidate";
    public const string Republish = "republish";
    public const string Export = "export";
    public const string Start = "start";
    public const string Finish = "finish";
}

/// <summary>The record to write. The write unit sets version, stamps and index keys.</summary>
/// <param name="Table">Its table.</param>
/// <param name="Before">The item as it was read; null to create. The write holds only while that version is still stored.</param>
/// <param name="After">The item to store, with the same key. Start from <see cref="Item.Copy"/> of <paramref name="Before"/>.</param>
public sealed record EntityStep(Table Table, Item? Before, Item After)
{
    /// <summary>
    /// Whether the record is deleted after the change: it is then purged 90 days later, and the markers claimed in the same change with
    /// it. Otherwise it is not deleted (any more).
    /// </summary>
    public bool Deleted { get; init; }
}

/// <summary>What must hold or happen together with the record. The kinds are those nested here.</summary>
public abstract record ChangeStep
{
    private ChangeStep()
    {
    }

    internal abstract ItemKey Key { get; }

    /// <summary>Claims a unique value for the record. Succeeds when the value is free or already the record's; otherwise the outcome is <see cref="CommitOutcome.Taken"/>.</summary>
    /// <param name="Table">The record's table.</param>
    /// <param name="Marker"><see cref="Keys.Marker"/> of what is unique and the value.</param>
    /// <param name="Owner">The record's id.</param>
    /// <param name="Field">The C# name of the property that holds the value.</param>
    public sealed record Claim(Table Table, string Marker, string Owner, string Field) : ChangeStep
    {
        internal override ItemKey Key => new(Table, Marker, Keys.MarkerSk);
    }

    /// <summary>Releases a unique value; fails when another record owns it.</summary>
    /// <param name="Table">The record's table.</param>
    /// <param name="Marker"><see cref="Keys.Marker"/> of what is unique and the value.</param>
    /// <param name="Owner">The record's id.</param>
    public sealed record Release(Table Table, string Marker, string Owner) : ChangeStep
    {
        internal override ItemKey Key => new(Table, Marker, Keys.MarkerSk);
    }

    /// <summary>Holds only while another record exists and is not deleted.</summary>
    /// <param name="Record">The other record's key.</param>
    /// <param name="Field">The C# name of the property that refers to it, for the problem told.</param>
    public sealed record Exists(ItemKey Record, string? Field = null) : ChangeStep
    {
        /// <summary>The attribute of the other record that must have one of <see cref="Values"/>; null for no condition.</summary>
        public string? Attribute { get; init; }

        /// <summary>With <see cref="Attribute"/>: the texts it may have, at least one.</summary>
        public IReadOnlyList<string> Values { get; init; } = [];

        internal override ItemKey Key => Record;
    }

    /// <summary>Increments a guard item, whatever its version: a change that read what it guards and requires it to be <see cref="Unmoved"/> finds out.</summary>
    /// <param name="Guard">The guard item's key; bookkeeping.</param>
    public sealed record Touch(ItemKey Guard) : ChangeStep
    {
        internal override ItemKey Key => Guard;
    }

    /// <summary>Holds only while a guard item has the version that was read, before anything that it guards.</summary>
    /// <param name="Guard">The guard item's key.</param>
    /// <param name="Version">Its version; 0 when there was none.</param>
    public sealed record Unmoved(ItemKey Guard, long Version) : ChangeStep
    {
        internal override ItemKey Key => Guard;
    }

    /// <summary>
    /// Increments a guard item from the version that was read (<see cref="Item.Version"/>; 0 when there was none). Of two changes that read
    /// the same version one fails: what both have read beneath the guard cannot be undone by the other.
    /// </summary>
    /// <param name="Guard">The guard item's key.</param>
    /// <param name="Version">The version that was read before anything that it guards.</param>
    public sealed record Advance(ItemKey Guard, long Version) : ChangeStep
    {
        internal override ItemKey Key => Guard;
    }

    /// <summary>Puts a further item of the same aggregate, or one of bookkeeping; never a record itself.</summary>
    public sealed record Put(Table Table, Item Item) : ChangeStep
    {
        /// <summary>The version that must still be stored; null for whichever is.</summary>
        public long? Over { get; init; }

        internal override ItemKey Key => new(Table, Item.Pk, Item.Sk);
    }

    /// <summary>Deletes a further item of the same aggregate, or one of bookkeeping; never a record itself.</summary>
    public sealed record Remove(ItemKey Item) : ChangeStep
    {
        internal override ItemKey Key => Item;
    }
}

/// <summary>How a commit ended. The kinds are those nested here.</summary>
public abstract record CommitOutcome
{
    private CommitOutcome()
    {
    }

    /// <summary>Written, with its audit entry.</summary>
    /// <param name="Item">The record as it is stored, stamps and version included.</param>
    /// <param name="Repeated">Whether an earlier attempt of the same submit had written it; then the item is the current one.</param>
    public sealed record Saved(Item Item, bool Repeated = false) : CommitOutcome;

    /// <summary>Nothing differed, nothing was written.</summary>
    /// <param name="Item">The record as it was read.</param>
    public sealed record Unchanged(Item Item) : CommitOutcome;

    /// <summary>Somebody else wrote the record since it was read; nothing was written.</summary>
    /// <param name="Current">The record as it is stored now; null when it is gone.</param>
    public sealed record Conflicted(Item? Current) : CommitOutcome;

    /// <summary>Another record has the unique value; nothing was written.</summary>
    /// <param name="Field">The C# name of the property.</param>
    /// <param name="OwnerId">The id of the record that has it.</param>
    public sealed record Taken(string Field, string OwnerId) : CommitOutcome;

    /// <summary>The condition of a further step failed; nothing was written.</summary>
    /// <param name="Step">The step.</param>
    /// <param name="Current">The item it was about, as stored now; null when there is none.</param>
    public sealed record CheckFailed(ChangeStep Step, Item? Current) : CommitOutcome;
}
