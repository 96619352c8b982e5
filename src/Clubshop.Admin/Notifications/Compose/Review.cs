using Clubshop.Admin.Notifications.Audiences;
using Clubshop.Admin.Notifications.Rules;
using Clubshop.Admin.Notifications.SmsTemplates;

namespace Clubshop.Admin.Notifications.Compose;

/// <summary>What a person saw in a review and confirmed. What differs from it is not sent.</summary>
/// <param name="Content">Hash of content, settings, time and audience, without the recipients one by one.</param>
/// <param name="People">How many people get it.</param>
public sealed record ReviewSeal(string Content, int People);

/// <summary>What would happen if it were sent now.</summary>
public sealed record Review
{
    /// <summary>The notification, as it would be sent.</summary>
    public required Notification Notification { get; init; }

    /// <summary>Who gets it, and who does not.</summary>
    public required AudienceTally Tally { get; init; }

    /// <summary>When it goes out.</summary>
    public required SendPlan Plan { get; init; }

    /// <summary>The hours that hold; null for any time.</summary>
    public SendHours? Hours { get; init; }

    /// <summary>What the link leads to.</summary>
    public required LinkTarget Link { get; init; }

    /// <summary>The registered text; null for push.</summary>
    public SmsTemplate? Template { get; init; }

    /// <summary>Why another person has to approve it; empty when none has to.</summary>
    public required IReadOnlyList<string> ApprovalReasons { get; init; }

    /// <summary>What is confirmed by sending it.</summary>
    public required ReviewSeal Seal { get; init; }

    /// <summary>What it costs, in rupees; null where that is not known.</summary>
    public decimal? Cost { get; init; }
}
