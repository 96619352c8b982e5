namespace Clubshop.Admin.Catalog.Bulk;

/// <summary>What a bulk change would do with a record.</summary>
public enum BulkVerdict
{
    /// <summary>It changes it.</summary>
    Changes,

    /// <summary>Nothing differs.</summary>
    Unchanged,

    /// <summary>It is refused.</summary>
    Refused,
}

/// <summary>A field before and after, as people read it; empty for nothing.</summary>
public sealed record BulkDifference(string Label, string Before, string After);

/// <summary>What a bulk change would do with one record.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its name.</param>
/// <param name="Version">The version looked at: only that one is changed.</param>
/// <param name="Verdict">What would become of it.</param>
public sealed record BulkRow(string Id, string Name, long Version, BulkVerdict Verdict)
{
    /// <summary>The fields that differ.</summary>
    public IReadOnlyList<BulkDifference> Changes { get; init; } = [];

    /// <summary>Why it is refused.</summary>
    public IReadOnlyList<string> Reasons { get; init; } = [];

    /// <summary>What else follows.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>Whether customers see it, before or after.</summary>
    public bool IsSeen { get; init; }

    /// <summary>Ids of the clubs whose customers it is for, before or after; null where none limits it.</summary>
    public IReadOnlyCollection<string>? Clubs { get; init; } = [];
}

/// <summary>How many customers a bulk change touches: those who follow the clubs of the records that they see.</summary>
/// <param name="Followers">How many.</param>
/// <param name="Clubs">How many clubs those are.</param>
/// <param name="Exact">Whether somebody who follows several of the clubs is counted once; otherwise it is at most so many.</param>
/// <param name="Everybody">Records that no club limits: every customer may see them.</param>
public sealed record BulkAudience(int Followers, int Clubs, bool Exact, int Everybody);

/// <summary>What a bulk change would do, before anything is written.</summary>
public sealed record BulkRehearsal
{
    /// <summary>The change.</summary>
    public required BulkDraft Draft { get; init; }

    /// <summary>Every record: the refused ones first, then those that change, then the rest.</summary>
    public required IReadOnlyList<BulkRow> Rows { get; init; }

    /// <summary>The customers it touches.</summary>
    public required BulkAudience Audience { get; init; }

    /// <summary>How many have a verdict.</summary>
    public int CountOf(BulkVerdict verdict) => Rows.Count(row => row.Verdict == verdict);

    /// <summary>How many of those that change customers see, before or after.</summary>
    public int Seen => Rows.Count(row => row is { Verdict: BulkVerdict.Changes, IsSeen: true });
}

/// <summary>Counts customers by the clubs that they follow; registered by whoever knows what is followed.</summary>
public interface IClubFollowers
{
    /// <summary>How many customers follow at least one of some clubs.</summary>
    /// <param name="clubs">Ids of the clubs.</param>
    /// <param name="cancellationToken">Ends the counting.</param>
    /// <returns>The number, and whether somebody who follows several is counted once.</returns>
    Task<(int Count, bool Exact)> CountAsync(IReadOnlyCollection<string> clubs, CancellationToken cancellationToken);
}
