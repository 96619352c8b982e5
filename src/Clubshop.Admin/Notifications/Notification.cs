using System.Text.Json.Serialization;
using Clubshop.Admin.Common;
using Clubshop.Admin.Notifications.SmsTemplates;
using Clubshop.Admin.Registry;

namespace Clubshop.Admin.Notifications;

/// <summary>The state of a notification.</summary>
public enum NotificationState
{
    /// <summary>Being written.</summary>
    Draft,

    /// <summary>Frozen; waits for another person's approval.</summary>
    AwaitingApproval,

    /// <summary>Frozen; will be sent at its time.</summary>
    Scheduled,

    /// <summary>Being sent, or paused until the permitted hours begin again.</summary>
    Sending,

    /// <summary>A person stopped it; batches in progress are being finished.</summary>
    Stopping,

    /// <summary>Stopped by a person; the remaining recipients get nothing.</summary>
    Stopped,

    /// <summary>Every recipient has an outcome.</summary>
    Finished,

    /// <summary>Could not start; <see cref="Notification.StatusReason"/> says why. Nothing was sent.</summary>
    Failed,
}

/// <summary>The operators' four kinds of SMS.</summary>
public enum SmsKind
{
    /// <summary>Offers; only within the legal hours.</summary>
    Promotional,

    /// <summary>Offers to own customers who consented; since October 2025 also only within the legal hours (otherwise error 651).</summary>
    ServiceExplicit,

    /// <summary>Messages that result from something the customer did.</summary>
    ServiceImplicit,

    /// <summary>One-time codes and the like.</summary>
    Transactional,
}

/// <summary>How an audience is chosen.</summary>
public enum AudienceKind
{
    /// <summary>Followers of any of the clubs.</summary>
    Club,

    /// <summary>Followers of any of the shops.</summary>
    Shop,

    /// <summary>Followers of any of the categories.</summary>
    Category,

    /// <summary>All customers whom the sender may reach.</summary>
    Everyone,

    /// <summary>A pasted list.</summary>
    List,

    /// <summary>One customer.</summary>
    Customer,

    /// <summary>The people whom an earlier notification did not reach.</summary>
    Unreached,
}

/// <summary>Who should get a notification, before opt-outs and dead devices are taken into account.</summary>
public sealed record Audience
{
    /// <summary>How it is chosen.</summary>
    public AudienceKind Kind { get; init; } = AudienceKind.Club;

    /// <summary>Ids of the clubs, shops or categories; any of them.</summary>
    public IReadOnlyList<string> Ids { get; init; } = [];

    /// <summary>Only customers in this city; empty for any.</summary>
    public string City { get; init; } = "";

    /// <summary>Only devices of this platform; null for any. Push only.</summary>
    public Platform? Platform { get; init; }

    /// <summary>The customer's <c>sub</c>, for <see cref="AudienceKind.Customer"/>.</summary>
    public string Customer { get; init; } = "";

    /// <summary>The pasted list (<see cref="Audiences.PastedLists"/>), for <see cref="AudienceKind.List"/>.</summary>
    public string ListId { get; init; } = "";

    /// <summary>Id of the earlier notification, for <see cref="AudienceKind.Unreached"/>; null otherwise.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] // so that the hashes of those without it stay what they were
    public string? Earlier { get; init; }

    /// <summary>Whether people whose outcome is unknown count as not reached: they may have got the earlier one. For <see cref="AudienceKind.Unreached"/>.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool WithUnknown { get; init; }
}

/// <summary>What was frozen when a person pressed Send: the recipients, and a hash of everything.</summary>
public sealed record Frozen
{
    /// <summary>Id of the stored recipients (<see cref="Sending.RecipientLists"/>).</summary>
    public required string ListId { get; init; }

    /// <summary>Total number of messages: one per device or phone.</summary>
    public required int Messages { get; init; }

    /// <summary>Number of people who get them.</summary>
    public required int People { get; init; }

    /// <summary>Total number of billed SMS parts; 0 for push.</summary>
    public int Parts { get; init; }

    /// <summary>Number of people and devices left out, by reason (<see cref="LeftOut"/>).</summary>
    public required IReadOnlyDictionary<string, int> LeftOut { get; init; }

    /// <summary>SHA-256 of content, settings, time and recipients, in hexadecimal. This is what is approved, and a condition of sending.</summary>
    public required string Hash { get; init; }

    /// <summary>SHA-256 of the recipients.</summary>
    public required string ListHash { get; init; }

    /// <summary>When it was frozen (UTC).</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Id of the person who pressed Send; the recipients are those whom this person may reach.</summary>
    public required string ById { get; init; }

    /// <summary>Their name.</summary>
    public required string ByName { get; init; }

    /// <summary>Ids of the clubs that were assigned to the person then; null if they may reach everybody.</summary>
    public IReadOnlyList<string>? Clubs { get; init; }

    /// <summary>Ids of the shops that were assigned to the person then; null if they may reach everybody.</summary>
    public IReadOnlyList<string>? Shops { get; init; }

    /// <summary>Portal page of what a tap opens, <c>/offers/{id}</c>; empty if it opens the app.</summary>
    public string LinkPage { get; init; } = "";

    /// <summary>Ids of the notifications that this one is sent again of, the first one first; empty if it is none.</summary>
    public IReadOnlyList<string> Earlier { get; init; } = [];

    /// <summary>The registered text at that time; null for push.</summary>
    public SmsTemplate? Template { get; init; }
}

/// <summary>An approval by another person.</summary>
/// <param name="ById">Their id.</param>
/// <param name="ByName">Their name.</param>
/// <param name="At">When they approved (UTC).</param>
/// <param name="Hash">The <see cref="Frozen.Hash"/> that they approved.</param>
public sealed record Approval(string ById, string ByName, DateTimeOffset At, string Hash);

/// <summary>A message to many customers.</summary>
public sealed record Notification
{
    private const string OfferPages = "/offers/";

    /// <summary>Its id; generated when the form opens.</summary>
    public required string Id { get; init; }

    /// <summary>Push or SMS.</summary>
    public Channel Channel { get; init; } = Channel.Push;

    /// <summary>The title of a push message. For SMS: its name in the portal, which customers do not see.</summary>
    public string Title { get; init; } = "";

    /// <summary>The text of a push message. For SMS: the registered text with its values filled in.</summary>
    public string Message { get; init; } = "";

    /// <summary>Address (https) of a picture shown with a push message; empty for none.</summary>
    public string Picture { get; init; } = "";

    /// <summary>What a tap opens: the page of one of our offers or shops, or its landing page; empty opens the app.</summary>
    public string Link { get; init; } = "";

    /// <summary>Id of the registered text (<see cref="SmsTemplate"/>); SMS.</summary>
    public string TemplateId { get; init; } = "";

    /// <summary>Values of the registered text's variables, in order.</summary>
    public IReadOnlyList<string> TemplateValues { get; init; } = [];

    /// <summary>Defaults of <c>{{variables}}</c>, by name.</summary>
    public IReadOnlyDictionary<string, string> Defaults { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Who gets it.</summary>
    public Audience Audience { get; init; } = new();

    /// <summary>When to send it (UTC); null for at once.</summary>
    public DateTimeOffset? When { get; init; }

    /// <summary>Rate in messages a minute.</summary>
    public int PerMinute { get; init; } = 6_000;

    /// <summary>Whether to send it in push quiet hours too; requires an approval.</summary>
    public bool IgnoreQuietHours { get; init; }

    /// <summary>Its state.</summary>
    public NotificationState State { get; init; }

    /// <summary>Id of its author, who owns it.</summary>
    public string AuthorId { get; init; } = "";

    /// <summary>Name of its author.</summary>
    public string AuthorName { get; init; } = "";

    /// <summary>Ids of everybody who ever changed it, including the author. None of them may approve it.</summary>
    public IReadOnlyList<string> Editors { get; init; } = [];

    /// <summary>The frozen content and recipients; null for a draft.</summary>
    public Frozen? Frozen { get; init; }

    /// <summary>Why it needs an approval, for people; empty if it needs none.</summary>
    public IReadOnlyList<string> ApprovalReasons { get; init; } = [];

    /// <summary>The approval; null if there is none.</summary>
    public Approval? Approval { get; init; }

    /// <summary>Why it was sent back or could not start; otherwise empty.</summary>
    public string StatusReason { get; init; } = "";

    /// <summary>When sending started (UTC); null before.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>When it ended (UTC); null before.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>The coupons of the offer that it leads to, when sending started; null if it leads to none with coupons.</summary>
    public Offers.OfferCoupons? CouponsBefore { get; init; }

    /// <summary>Id of the offer that it leads to; null for none.</summary>
    public string? OfferId => Frozen?.LinkPage is { } page && page.StartsWith(OfferPages, StringComparison.Ordinal) ? page[OfferPages.Length..] : null;

    /// <summary>Number of messages by <see cref="Sending.Outcome"/> (in lower case), once it ended.</summary>
    public IReadOnlyDictionary<string, long> Counts { get; init; } = new Dictionary<string, long>(StringComparer.Ordinal);

    /// <summary>Number of messages that certainly arrived nowhere, once it ended.</summary>
    public long NotReached => Counts.GetValueOrDefault("refused") + Counts.GetValueOrDefault("leftout") + Counts.GetValueOrDefault("notsent")
        + Counts.GetValueOrDefault("overlimit");

    /// <summary>Number of messages that may have arrived, once it ended: nobody knows.</summary>
    public long MayHaveIt => Counts.GetValueOrDefault("unknown");

    /// <summary>Who created and last changed it.</summary>
    public Stamp Stamp { get; init; } = Stamp.Unsaved;

    /// <summary>Whether it may still be changed: nothing has been sent yet.</summary>
    public bool MayChange => State is NotificationState.Draft or NotificationState.AwaitingApproval or NotificationState.Scheduled or NotificationState.Failed;

    /// <summary>Its display name.</summary>
    public string Name => Title.Length > 0 ? Title : L.Later("Untitled notification");

    /// <summary>Its name for whoever reads it, in their language if it has no title.</summary>
    public string ShownName => Title.Length > 0 ? Title : L[Name];
}

/// <summary>Why a person or device gets nothing: stable names, with labels in <see cref="NotificationLabels"/>.</summary>
public static class LeftOut
{
    public const string OptedOut = "opted-out";
    public const string NoDevice = "no-device";
    public const string DeadDevice = "dead-device";
    public const string OtherPlatform = "other-platform";
    public const string NoPhone = "no-phone";
    public const string OtherCity = "other-city";
    public const string Unknown = "unknown-customer";
    public const string NotYours = "not-yours";
    public const string Duplicate = "duplicate";
    public const string NoValue = "no-value";
    public const string TooLong = "too-long";
    public const string Erased = "erased";
    public const string Nonsense = "nonsense";
    public const string MayHaveIt = "may-have-it";
    public const string WeekLimit = "week-limit-"; // followed by the limit
    public const string Blocked = "OPT_OUT"; // the carrier's word
}
