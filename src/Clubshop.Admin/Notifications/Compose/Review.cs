using Clubshop.Admin.Notifications.Audiences;
using Clubshop.Admin.Notifications.Rules;
using Clubshop.Admin.Notifications.SmsTemplates;

namespace Clubshop.Admin.Notifications.Compose;

/// <summary>Identifies what a person reviewed and confirmed. Anything that differs from it is not sent.</summary>
/// <param name="Content">Hash of content, settings, time and audience, without the individual recipients.</param>
/// <param name="People">Number of people who get it.</param>
public sealed record ReviewSeal(string Content, int People);

/// <summary>About how many people the weekly limit skips. It is checked when each message goes out; other notifications may go out until then.</summary>
/// <param name="People">Number of people who would have had enough when it begins.</param>
/// <param name="Whole">Whether everybody was looked at; otherwise the number is reckoned from the first of them.</param>
/// <param name="Max">The limit.</param>
public sealed record LimitEstimate(int People, bool Whole, int Max)
{
    /// <summary>Number of people looked at.</summary>
    public const int MaxLookedAt = 1_000;
}

/// <summary>What would happen if it were sent now.</summary>
public sealed record Review
{
    /// <summary>The notification, as it would be sent.</summary>
    public required Notification Notification { get; init; }

    /// <summary>Who gets it, and who does not.</summary>
    public required AudienceTally Tally { get; init; }

    /// <summary>When it goes out.</summary>
    public required SendPlan Plan { get; init; }

    /// <summary>The permitted hours; null for any time.</summary>
    public SendHours? Hours { get; init; }

    /// <summary>What the link leads to.</summary>
    public required LinkTarget Link { get; init; }

    /// <summary>The registered text; null for push.</summary>
    public SmsTemplate? Template { get; init; }

    /// <summary>Why another person has to approve it; empty if it needs no approval.</summary>
    public required IReadOnlyList<string> ApprovalReasons { get; init; }

    /// <summary>What the person confirms by sending it.</summary>
    public required ReviewSeal Seal { get; init; }

    /// <summary>Whether the sender may reach all customers.</summary>
    public bool ReachesAll { get; init; }

    /// <summary>What else goes to some of the same people within three days.</summary>
    public IReadOnlyList<Neighbour> ComingUp { get; init; } = [];

    /// <summary>How many people are skipped because of the weekly limit; null if it does not apply.</summary>
    public LimitEstimate? OverLimit { get; init; }

    /// <summary>The cost in rupees; null if unknown.</summary>
    public decimal? Cost { get; init; }
}
