using Clubshop.Admin.Common;
using Clubshop.Admin.Notifications.SmsTemplates;
using Clubshop.Admin.Registry;

namespace Clubshop.Admin.Notifications;

/// <summary>How far a notification is.</summary>
public enum NotificationState
{
    /// <summary>Being written.</summary>
    Draft,

    /// <summary>Frozen; another person has to approve it.</summary>
    AwaitingApproval,

    /// <summary>Frozen; goes out at its time.</summary>
    Scheduled,

    /// <summary>Going out, or waiting for the next opening of the hours.</summary>
    Sending,

    /// <summary>A person asked to stop it; what was under way is being finished.</summary>
    Stopping,

    /// <summary>Stopped by a person; who was not reached yet is not.</summary>
    Stopped,

    /// <summary>Every recipient has an outcome.</summary>
    Finished,

    /// <summary>Could not begin: <see cref="Notification.StatusReason"/> says why. Nothing was sent.</summary>
    Failed,
}

/// <summary>What kind of SMS a registered text is; the operators' four.</summary>
public enum SmsKind
{
    /// <summary>Offers; within the legal hours alone.</summary>
    Promotional,

    /// <summary>Offers to one's own customers who agreed; within the legal hours too, since October 2025 (error 651 otherwise).</summary>
    ServiceExplicit,

    /// <summary>What follows from something the customer did.</summary>
    ServiceImplicit,

    /// <summary>One-time codes and the like.</summary>
    Transactional,
}

/// <summary>Who is meant by an audience.</summary>
public enum AudienceKind
{
    /// <summary>Who follows any of the clubs.</summary>
    Club,

    /// <summary>Who follows any of the shops.</summary>
    Shop,

    /// <summary>Who follows any of the categories.</summary>
    Category,

    /// <summary>All customers that the sender reaches.</summary>
    Everyone,

    /// <summary>A list that was pasted.</summary>
    List,

    /// <summary>One customer.</summary>
    Customer,
}

/// <summary>Whom a notification is for, before opt-outs and dead devices.</summary>
public sealed record Audience
{
    /// <summary>Who.</summary>
    public AudienceKind Kind { get; init; } = AudienceKind.Club;

    /// <summary>Ids of the clubs, shops or categories; any of them.</summary>
    public IReadOnlyList<string> Ids { get; init; } = [];

    /// <summary>Only those in this city; empty for any.</summary>
    public string City { get; init; } = "";

    /// <summary>Only devices of this platform; null for any. Push alone.</summary>
    public Platform? Platform { get; init; }

    /// <summary>The customer's <c>sub</c>, for <see cref="AudienceKind.Customer"/>.</summary>
    public string Customer { get; init; } = "";

    /// <summary>The pasted list (<see cref="Audiences.PastedLists"/>), for <see cref="AudienceKind.List"/>.</summary>
    public string ListId { get; init; } = "";
}

/// <summary>What was frozen when it was sent off: who gets it, and the hash of everything.</summary>
public sealed record Frozen
{
    /// <summary>Where the recipients are kept (<see cref="Sending.RecipientLists"/>).</summary>
    public required string ListId { get; init; }

    /// <summary>Messages in all: one per device or phone.</summary>
    public required int Messages { get; init; }

    /// <summary>People who get them.</summary>
    public required int People { get; init; }

    /// <summary>SMS parts in all, which are what is paid for; 0 for push.</summary>
    public int Parts { get; init; }

    /// <summary>Who was left out, by reason (<see cref="LeftOut"/>).</summary>
    public required IReadOnlyDictionary<string, int> LeftOut { get; init; }

    /// <summary>SHA-256 of content, settings, time and recipients, in hexadecimal: what is approved, and a condition of the send.</summary>
    public required string Hash { get; init; }

    /// <summary>SHA-256 of the recipients.</summary>
    public required string ListHash { get; init; }

    /// <summary>When it was frozen (UTC).</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Id of who sent it off: their reach chose the recipients.</summary>
    public required string ById { get; init; }

    /// <summary>Their name.</summary>
    public required string ByName { get; init; }

    /// <summary>Ids of the clubs that they reached then; null for a person who reaches everybody.</summary>
    public IReadOnlyList<string>? Clubs { get; init; }

    /// <summary>Ids of the shops that they reached then; null for a person who reaches everybody.</summary>
    public IReadOnlyList<string>? Shops { get; init; }

    /// <summary>Page in the portal of what a tap opens, <c>/offers/{id}</c>; empty when it opens the app.</summary>
    public string LinkPage { get; init; } = "";

    /// <summary>The registered text as it was then; null for push.</summary>
    public SmsTemplate? Template { get; init; }
}

/// <summary>That another person approved it.</summary>
/// <param name="ById">Who.</param>
/// <param name="ByName">Their name.</param>
/// <param name="At">When (UTC).</param>
/// <param name="Hash"><see cref="Frozen.Hash"/> as they saw it.</param>
public sealed record Approval(string ById, string ByName, DateTimeOffset At, string Hash);

/// <summary>One message planned to many.</summary>
public sealed record Notification
{
    /// <summary>Its id; minted when the form opens.</summary>
    public required string Id { get; init; }

    /// <summary>How it reaches people.</summary>
    public Channel Channel { get; init; } = Channel.Push;

    /// <summary>What people read first; push. Of an SMS: what the portal calls it.</summary>
    public string Title { get; init; } = "";

    /// <summary>The text of a push; of an SMS, the registered text with its values filled in.</summary>
    public string Message { get; init; } = "";

    /// <summary>A picture shown with a push; https, empty without one.</summary>
    public string Picture { get; init; } = "";

    /// <summary>What a tap opens: the page of one of our offers or shops, or its landing page; empty opens the app.</summary>
    public string Link { get; init; } = "";

    /// <summary>Id of the registered text (<see cref="SmsTemplate"/>); SMS.</summary>
    public string TemplateId { get; init; } = "";

    /// <summary>Values of the registered text's variables, in order.</summary>
    public IReadOnlyList<string> TemplateValues { get; init; } = [];

    /// <summary>Defaults of <c>{{variables}}</c>, by name.</summary>
    public IReadOnlyDictionary<string, string> Defaults { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Whom it is for.</summary>
    public Audience Audience { get; init; } = new();

    /// <summary>When it shall go out (UTC); null for at once.</summary>
    public DateTimeOffset? When { get; init; }

    /// <summary>Messages a minute.</summary>
    public int PerMinute { get; init; } = 6_000;

    /// <summary>Whether push quiet hours shall not hold it back; needs an approval.</summary>
    public bool LiftQuietHours { get; init; }

    /// <summary>How far it is.</summary>
    public NotificationState State { get; init; }

    /// <summary>Id of who wrote it: whose it is.</summary>
    public string AuthorId { get; init; } = "";

    /// <summary>Name of who wrote it.</summary>
    public string AuthorName { get; init; } = "";

    /// <summary>Ids of all who ever changed it, the author included: none of them approves it.</summary>
    public IReadOnlyList<string> Editors { get; init; } = [];

    /// <summary>What was frozen; null for a draft.</summary>
    public Frozen? Frozen { get; init; }

    /// <summary>Why it needs an approval, in words; empty when it needs none.</summary>
    public IReadOnlyList<string> ApprovalReasons { get; init; } = [];

    /// <summary>The approval; null without one.</summary>
    public Approval? Approval { get; init; }

    /// <summary>Why it was sent back, or could not begin; empty otherwise.</summary>
    public string StatusReason { get; init; } = "";

    /// <summary>When the first message left (UTC); null before.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>When it ended (UTC); null before.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>What came of it, once it ended: messages by <see cref="Sending.Outcome"/>, in lower case.</summary>
    public IReadOnlyDictionary<string, long> Counts { get; init; } = new Dictionary<string, long>(StringComparer.Ordinal);

    /// <summary>Who made and last changed it.</summary>
    public Stamp Stamp { get; init; } = Stamp.Unsaved;

    /// <summary>Whether it may still be changed: nothing has left yet.</summary>
    public bool MayChange => State is NotificationState.Draft or NotificationState.AwaitingApproval or NotificationState.Scheduled or NotificationState.Failed;

    /// <summary>What people call it.</summary>
    public string Name => Title.Length > 0 ? Title : "Untitled notification";
}

/// <summary>Why a person or device gets nothing; stable names, put into words by <see cref="NotificationLabels"/>.</summary>
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
}
