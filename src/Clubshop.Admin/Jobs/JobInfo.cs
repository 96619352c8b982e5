namespace Clubshop.Admin.Jobs;

/// <summary>How far a job is.</summary>
public enum JobState
{
    /// <summary>Waiting, or running.</summary>
    Open,

    /// <summary>Done: every item has its outcome.</summary>
    Finished,

    /// <summary>Stopped by a person; what was done until then stays done.</summary>
    Cancelled,

    /// <summary>Given up; <see cref="JobInfo.Problem"/> says why.</summary>
    Failed,
}

/// <summary>A job as a page shows it.</summary>
public sealed record JobInfo
{
    /// <summary>The job's id.</summary>
    public required string Id { get; init; }

    /// <summary>Which handler runs it.</summary>
    public required string Kind { get; init; }

    /// <summary>What a person calls it: "Import of shops-india.csv".</summary>
    public required string Title { get; init; }

    /// <summary>Id of who asked for it.</summary>
    public required string ActorId { get; init; }

    /// <summary>Name of who asked for it.</summary>
    public required string ActorName { get; init; }

    /// <summary>How far it is.</summary>
    public required JobState State { get; init; }

    /// <summary>Items in all.</summary>
    public required long Total { get; init; }

    /// <summary>Items that have an outcome.</summary>
    public long Done { get; init; }

    /// <summary>Items by outcome, as the handler names them.</summary>
    public IReadOnlyDictionary<string, long> Counts { get; init; } = new Dictionary<string, long>(StringComparer.Ordinal);

    /// <summary>Whether a person asked it to stop.</summary>
    public bool CancelRequested { get; init; }

    /// <summary>When it was asked for (UTC).</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it ended (UTC); null while open.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>Why it was given up, for a person to read.</summary>
    public string? Problem { get; init; }
}

/// <summary>What came of one item of a job.</summary>
/// <param name="Number">Its number in the job, from 1; for an import the line.</param>
/// <param name="Outcome">The outcome's name, the same as in <see cref="JobInfo.Counts"/>: <c>created</c>, <c>refused</c> …</param>
/// <param name="EntityId">The record it became, if any.</param>
/// <param name="Name">What a person calls it.</param>
/// <param name="Text">More for a person to read: why it was refused.</param>
/// <param name="Field">The field or column that it is about, if any.</param>
public sealed record JobItem(long Number, string Outcome, string? EntityId = null, string? Name = null, string? Text = null, string? Field = null);
