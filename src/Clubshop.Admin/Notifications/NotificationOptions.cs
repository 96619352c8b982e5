using System.Globalization;
using Clubshop.Admin.Notifications.Rules;

namespace Clubshop.Admin.Notifications;

/// <summary>Settings of notifications: section <c>Notifications</c>.</summary>
public sealed class NotificationOptions
{
    /// <summary>The section.</summary>
    public const string Section = "Notifications";

    /// <summary>From when push may be sent (IST), such as <c>08:00</c>.</summary>
    public string PushOpens { get; set; } = "08:00";

    /// <summary>Until when push may be sent (IST, exclusive); <c>24:00</c> for the end of the day.</summary>
    public string PushCloses { get; set; } = "21:00";

    /// <summary>From when promotional SMS may be sent (IST). Law: 10:00 since October 2025.</summary>
    public string SmsOpens { get; set; } = "10:00";

    /// <summary>Until when promotional SMS may be sent (IST, exclusive). Law: 21:00.</summary>
    public string SmsCloses { get; set; } = "21:00";

    /// <summary>A notification with more messages than this requires an approval.</summary>
    public int ApprovalAbove { get; set; } = 1_000;

    /// <summary>Maximum number of messages of a notification.</summary>
    public int MaxMessages { get; set; } = 500_000;

    /// <summary>Maximum rate of a notification, in messages a minute.</summary>
    public int MaxPerMinute { get; set; } = 240_000;

    /// <summary>The public site with the pages of offers and shops.</summary>
    public string PublicSite { get; set; } = "https://clubshop.in";

    /// <summary>Concurrent calls of SendMessages per notification.</summary>
    public int AtOnce { get; set; } = 8;

    /// <summary>Tries of a message that was throttled or failed temporarily, including the first.</summary>
    public int Tries { get; set; } = 5;

    /// <summary>Milliseconds before the second try; doubled for each further try.</summary>
    public int RetryMilliseconds { get; set; } = 1_000;

    /// <summary>Days that recipients and outcomes are kept.</summary>
    public int KeptDays { get; set; } = 180;

    /// <summary>Seconds between Send (or Approve) and the first message, in which it can be undone; 0 for none.</summary>
    public int UndoSeconds { get; set; } = 15;

    /// <summary>Maximum number of notifications that a person gets in any seven days, over all channels; 0 for any number.</summary>
    public int MaxPerWeek { get; set; } = 3;

    /// <summary>The price of one SMS part in rupees, to show the cost before sending; null if unknown.</summary>
    public decimal? SmsPartPrice { get; set; }

    /// <summary>The hours in which push may be sent.</summary>
    public SendHours PushHours => new(Time(PushOpens), Time(PushCloses));

    /// <summary>The hours in which promotional SMS may be sent.</summary>
    public SendHours SmsHours => new(Time(SmsOpens), Time(SmsCloses));

    internal IEnumerable<string> Problems()
    {
        foreach (var (opens, closes, what) in new[] { (PushOpens, PushCloses, "Push"), (SmsOpens, SmsCloses, "Sms") })
        {
            if (Read(opens) is not { } from || Read(closes) is not { } to || from >= to)
                yield return $"{Section}:{what}Opens and {Section}:{what}Closes must be times of a day such as 08:00, the first before the second.";
        }

        if (AtOnce is < 1 or > 64 || Tries is < 1 or > 20 || RetryMilliseconds < 1 || KeptDays < 1
            || ApprovalAbove < 0 || MaxPerMinute < 1 || MaxMessages < 1 || SmsPartPrice < 0
            || UndoSeconds is < 0 or > 600)
            yield return $"{Section}: AtOnce is 1 to 64, Tries 1 to 20, UndoSeconds 0 to 600, and the other numbers are positive.";
        if (MaxPerWeek is < 0 or > 50)
            yield return $"{Section}:MaxPerWeek is 1 to 50, or 0 for any number.";
        if (!Uri.TryCreate(PublicSite, UriKind.Absolute, out var site) || site.Scheme != "https")
            yield return $"{Section}:PublicSite must begin with https://.";
    }

    private static TimeOnly Time(string text) => Read(text) ?? throw new FormatException($"{text} is not a time of day.");

    // Because hours that end at 23:59 would exclude the last minute of the day.
    private static TimeOnly? Read(string text) =>
        text == "24:00" ? TimeOnly.MaxValue
        : TimeOnly.TryParseExact(text, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) ? time
        : null;
}
