using Clubshop.Admin.Common;

namespace Clubshop.Admin.Watch;

/// <summary>What the nightly check looks for. Stored by name.</summary>
public enum FindingKind
{
    /// <summary>A live offer that no customer sees.</summary>
    Unseen,

    /// <summary>A live offer whose pools have no code left.</summary>
    EmptyPool,

    /// <summary>A record whose slug does not lead to it.</summary>
    DeadSlug,

    /// <summary>A text that names a date which is over.</summary>
    PastDate,

    /// <summary>An offer that looks like another one of its shop.</summary>
    LookAlike,

    /// <summary>A picture that is gone, or an offer without one among others that have one.</summary>
    NoPicture,
}

/// <summary>How a finding stands for the people who look at it.</summary>
public enum FindingState
{
    /// <summary>Somebody has to look at it.</summary>
    Open,

    /// <summary>Put off until a moment.</summary>
    Snoozed,

    /// <summary>Somebody said that it is no problem.</summary>
    Dismissed,

    /// <summary>The cause is gone.</summary>
    Done,
}

/// <summary>Names a finding: the same cause at the same record is the same finding over all nights.</summary>
/// <param name="Kind">What was found.</param>
/// <param name="Record">The kind of the record: <c>offer</c>.</param>
/// <param name="RecordId">The record's id.</param>
public sealed record FindingKey(FindingKind Kind, string Record, string RecordId)
{
    /// <summary>As it stands in keys: <c>pastdate#offer#0199…</c>.</summary>
    public override string ToString() => $"{Kind.ToString().ToLowerInvariant()}#{Record}#{RecordId}";

    /// <summary>Reads <see cref="ToString"/>; null for anything else.</summary>
    public static FindingKey? Parse(string text) =>
        text.Split('#') is [var kind, { Length: > 0 } record, var id] && Ids.IsValid(id) && Input.EnumReader.Read<FindingKind>(kind) is { } known ? new(known, record, id) : null;
}

/// <summary>What a check found at one record.</summary>
/// <param name="Key">Which finding it is.</param>
/// <param name="Name">The record's name.</param>
/// <param name="Detail">What was found, as a sentence.</param>
/// <param name="About">Tells this cause from another of the same kind; where it changes, what was said of the finding before no longer counts.</param>
/// <param name="Version">The record's version.</param>
public sealed record Found(FindingKey Key, string Name, string Detail, string About, long Version)
{
    /// <summary>The id of the other record, where there is one.</summary>
    public string? Other { get; init; }
}

/// <summary>A finding with what people decided about it.</summary>
public sealed record Finding
{
    /// <summary>Reasons have at most this many characters.</summary>
    public const int MaxReason = 300;

    /// <summary>What was found.</summary>
    public required Found Found { get; init; }

    /// <summary>When it was first found (UTC).</summary>
    public required DateTimeOffset FirstSeen { get; init; }

    /// <summary>Id of whoever looks after it; null for nobody.</summary>
    public string? OwnerId { get; init; }

    /// <summary>Their name.</summary>
    public string? OwnerName { get; init; }

    /// <summary>Put off until then (UTC).</summary>
    public DateTimeOffset? SnoozedUntil { get; init; }

    /// <summary>Why it is no problem; null while it may be one.</summary>
    public string? Reason { get; init; }

    /// <summary>Who said so.</summary>
    public string? DismissedBy { get; init; }

    /// <summary>When the cause was found to be gone (UTC).</summary>
    public DateTimeOffset? DoneAt { get; init; }

    /// <summary>Number of saves.</summary>
    public long Version { get; init; }

    /// <summary>Which finding it is.</summary>
    public FindingKey Key => Found.Key;

    /// <summary>How it stands.</summary>
    public FindingState StateAt(DateTimeOffset now) =>
        DoneAt is not null ? FindingState.Done
        : Reason is not null ? FindingState.Dismissed
        : SnoozedUntil > now ? FindingState.Snoozed
        : FindingState.Open;
}
