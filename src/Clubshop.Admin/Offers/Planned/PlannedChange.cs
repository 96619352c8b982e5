namespace Clubshop.Admin.Offers.Planned;

/// <summary>How a planned change stands. Stored by name.</summary>
public enum PlanState
{
    /// <summary>Its time is still to come.</summary>
    Planned,

    /// <summary>The offer was changed; where it goes back, that is still to come.</summary>
    Done,

    /// <summary>The offer was changed, and went back.</summary>
    Back,

    /// <summary>It went back in those fields that nobody had changed since.</summary>
    PartlyBack,

    /// <summary>The offer was changed and did not go back; the reason says why.</summary>
    Stayed,

    /// <summary>The change was refused when its time came; the reason says why.</summary>
    Refused,

    /// <summary>Somebody called it off.</summary>
    Cancelled,
}

/// <summary>A change of an offer that is made at a moment to come, and that may be taken back later.</summary>
public sealed record PlannedChange
{
    /// <summary>The most that one offer can have open.</summary>
    public const int MostOpen = 20;

    /// <summary>How far ahead it can be planned.</summary>
    public static readonly TimeSpan Furthest = TimeSpan.FromDays(2 * 366);

    /// <summary>Its id.</summary>
    public required string Id { get; init; }

    /// <summary>The offer.</summary>
    public required string OfferId { get; init; }

    /// <summary>The offer's title when the change was planned.</summary>
    public string OfferTitle { get; init; } = "";

    /// <summary>What it writes.</summary>
    public required PlannedValues Values { get; init; }

    /// <summary>What it says, for people: "Value: 20% → 30%".</summary>
    public string Says { get; init; } = "";

    /// <summary>When (UTC).</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>When the offer goes back (UTC); null for never.</summary>
    public DateTimeOffset? BackAt { get; init; }

    /// <summary>How it stands.</summary>
    public PlanState State { get; init; }

    /// <summary>Id of who planned it, or changed the plan last: it is made with their rights.</summary>
    public required string PlannerId { get; init; }

    /// <summary>Their name.</summary>
    public required string PlannerName { get; init; }

    /// <summary>When they did (UTC).</summary>
    public DateTimeOffset PlannedAt { get; init; }

    /// <summary>What the fields held before it was done; null until then.</summary>
    public PlannedValues? Was { get; init; }

    /// <summary>When it was done, or refused (UTC).</summary>
    public DateTimeOffset? DoneAt { get; init; }

    /// <summary>When the offer went back, or did not (UTC).</summary>
    public DateTimeOffset? BackDoneAt { get; init; }

    /// <summary>Why it was refused, did not go back, or went back in part.</summary>
    public string? Reason { get; init; }

    /// <summary>Number of saves.</summary>
    public long Version { get; init; }

    /// <summary>When there is next something to do (UTC); null when there is not.</summary>
    public DateTimeOffset? DueAt => State switch
    {
        PlanState.Planned => At,
        PlanState.Done => BackAt,
        _ => null,
    };

    /// <summary>Whether something is still to be done.</summary>
    public bool IsOpen => DueAt is not null;

    /// <summary>Whether somebody should know that it did not work.</summary>
    public bool NeedsAttention => State is PlanState.Refused or PlanState.Stayed;
}
