using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using Clubshop.Admin.Common;
using Clubshop.Admin.Jobs;

namespace Clubshop.Admin.CatalogApi.Bulk;

/// <summary>What a job does with each of its records.</summary>
public enum BulkAction
{
    /// <summary>Publish it.</summary>
    Publish,

    /// <summary>Pause it.</summary>
    Pause,

    /// <summary>Archive it.</summary>
    Archive,

    /// <summary>Delete it.</summary>
    Delete,

    /// <summary>Create it, or change the one with its code.</summary>
    Upsert,
}

/// <summary>Body of <c>POST …/jobs</c>: an action, and what it is for: ids, a filter, or rows.</summary>
public sealed record BulkBody
{
    /// <summary>What to do with each.</summary>
    [Required]
    [Description("What to do with each record. upsert takes rows, the others ids or a filter.")]
    public BulkAction? Action { get; init; }

    /// <summary>The records, by id.</summary>
    [Description("Ids of the records.")]
    public IReadOnlyList<string>? Ids { get; init; }

    /// <summary>The records that a list with these filters has.</summary>
    [Description("The records that the list has with these parameters, as they are now: {\"shop\": \"…\", \"status\": \"draft\"}. {} is all that are not deleted.")]
    public IReadOnlyDictionary<string, string>? Filter { get; init; }

    /// <summary>The records themselves.</summary>
    [Description("Records as their POST takes them, each with its code. A code that is there already is changed: members that a row leaves out stay as they are.")]
    public IReadOnlyList<JsonElement>? Rows { get; init; }

    /// <summary>Whether the caller wants it although other records depend on it.</summary>
    [Description("Do it although other records depend on one: without, such a record is refused, with what would follow.")]
    public bool Confirm { get; init; }
}

/// <summary>A job in a response.</summary>
public sealed record BulkView
{
    /// <summary>Its id.</summary>
    public required string Id { get; init; }

    /// <summary>Its title for people.</summary>
    public required string Title { get; init; }

    /// <summary>open, finished, cancelled or failed.</summary>
    public required JobState State { get; init; }

    /// <summary>How many records it is for.</summary>
    public required long Total { get; init; }

    /// <summary>How many of them have an outcome.</summary>
    public required long Done { get; init; }

    /// <summary>How many by outcome: created, changed, unchanged, refused.</summary>
    [Description("How many by outcome: created, changed, unchanged, refused.")]
    public required IReadOnlyDictionary<string, long> Counts { get; init; }

    /// <summary>When it was started (UTC).</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it ended (UTC).</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>Why it failed.</summary>
    public string? Problem { get; init; }

    /// <summary>Outcomes, in the order of the ids or rows.</summary>
    [Description("Outcomes in the order of the ids or rows, as far as they are kept; up to 500 in one answer.")]
    public IReadOnlyList<BulkOutcome>? Items { get; init; }

    /// <summary>The cursor of the outcomes that follow.</summary>
    [Description("The cursor of the outcomes that follow; absent at the end, and while the job is open at what is done so far.")]
    public string? Next { get; init; }

    internal static BulkView Of(JobInfo job) => new()
    {
        Id = job.Id,
        Title = job.Title,
        State = job.State,
        Total = job.Total,
        Done = job.Done,
        Counts = job.Counts,
        CreatedAt = job.CreatedAt,
        EndedAt = job.EndedAt,
        Problem = job.Problem,
    };
}

/// <summary>What became of one record of a job.</summary>
/// <param name="Number">Which of the ids or rows, from 1.</param>
/// <param name="Outcome">created, changed, unchanged or refused.</param>
public sealed record BulkOutcome(long Number, string Outcome)
{
    /// <summary>The record's id; null where none was made.</summary>
    public string? Id { get; init; }

    /// <summary>Its name, as far as it is known.</summary>
    public string? Name { get; init; }

    /// <summary>Why it was refused.</summary>
    public IReadOnlyList<BulkProblem>? Problems { get; init; }
}

/// <summary>One reason.</summary>
/// <param name="Message">Why, and what to do.</param>
/// <param name="Field">The member at fault; null for the whole.</param>
public sealed record BulkProblem(string Message, string? Field);
