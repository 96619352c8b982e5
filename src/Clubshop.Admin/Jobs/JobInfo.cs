namespace Clubshop.Admin.Jobs;

/// <summary>The state of a job.</summary>
public enum JobState
{
    /// <summary>Waiting or running.</summary>
    Open,

    /// <summary>Done: every item has an outcome.</summary>
    Finished,

    /// <summary>Stopped by a person; what was done before stays done.</summary>
    Cancelled,

    /// <summary>Given up; <see cref="JobInfo.Problem"/> says why.</summary>
    Failed,
}

/// <summary>A job for a page.</summary>
public sealed record JobInfo
{
    /// <summary>The job's id.</summary>
    public required string Id { get; init; }

    /// <summary>Its kind, which selects the handler.</summary>
    public required string Kind { get; init; }

    /// <summary>Its title for people: "Import of shops-india.csv".</summary>
    public required string Title { get; init; }

    /// <summary>Id of the person who started it.</summary>
    public required string ActorId { get; init; }

    /// <summary>Name of the person who started it.</summary>
    public required string ActorName { get; init; }

    /// <summary>Its state.</summary>
    public required JobState State { get; init; }

    /// <summary>Total number of items.</summary>
    public required long Total { get; init; }

    /// <summary>Number of items that have an outcome.</summary>
    public long Done { get; init; }

    /// <summary>Number of items by outcome; the handler names the outcomes.</summary>
    public IReadOnlyDictionary<string, long> Counts { get; init; } = new Dictionary<string, long>(StringComparer.Ordinal);

    /// <summary>Whether a person cancelled it.</summary>
    public bool CancelRequested { get; init; }

    /// <summary>When it was started (UTC).</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it ended (UTC); null while open.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>Why it failed, for people.</summary>
    public string? Problem { get; init; }

    /// <summary>The settings of its request.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);
}

/// <summary>The outcome of one item of a job.</summary>
/// <param name="Number">Its number in the job, from 1; for an import its line.</param>
/// <param name="Outcome">The name of the outcome, as in <see cref="JobInfo.Counts"/>: <c>created</c>, <c>refused</c> …</param>
/// <param name="EntityId">Id of the resulting record, if any.</param>
/// <param name="Name">Its display name.</param>
/// <param name="Text">More for people: why it was refused.</param>
/// <param name="Field">The field or column at fault, if any.</param>
public sealed record JobItem(long Number, string Outcome, string? EntityId = null, string? Name = null, string? Text = null, string? Field = null)
{
    /// <summary>The number that the token of its change was made of, where it is another than <see cref="Number"/>: a line is not a row.</summary>
    public long? Row { get; init; }

    /// <summary>The number that the token of its change was made of (<see cref="JobRun.TokenFor"/>).</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public long TokenNumber => Row ?? Number;
}
