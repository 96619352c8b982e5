using System.Globalization;
using Clubshop.Admin.Notifications.Rules;

namespace Clubshop.Admin.Notifications;

/// <summary>Settings of notifications: section <c>Notifications</c>.</summary>
public sealed class NotificationOptions
{
    /// <summary>The section.</summary>
    public const string Section = "Notifications";

    /// <summary>When push may begin to go out, IST, as 08:00.</summary>
    public string PushOpens { get; set; } = "08:00";

    /// <summary>From when on push may not go out, IST; <c>24:00</c> for the end of the day.</summary>
    public string PushCloses { get; set; } = "21:00";

    /// <summary>When promotional SMS may begin to go out, IST. Law: 10:00 since October 2025.</summary>
    public string SmsOpens { get; set; } = "10:00";

    /// <summary>From when on promotional SMS may not go out, IST. Law: 21:00.</summary>
    public string SmsCloses { get; set; } = "21:00";

    /// <summary>A notification to more messages than this needs an approval.</summary>
    public int ApprovalAbove { get; set; } = 1_000;

    /// <summary>Messages that one notification may have.</summary>
    public int MaxMessages { get; set; } = 500_000;

    /// <summary>Messages a minute that a notification may ask for at most.</summary>
    public int MaxPerMinute { get; set; } = 240_000;

    /// <summary>The public site, where the pages of offers and shops are.</summary>
    public string PublicSite { get; set; } = "https://clubshop.in";

    /// <summary>Calls of SendMessages under way at once, per notification.</summary>
    public int AtOnce { get; set; } = 8;

    /// <summary>Tries of a message that was throttled or failed for the moment, the first included.</summary>
    public int Tries { get; set; } = 5;

    /// <summary>Milliseconds before the second try; doubled for each further one.</summary>
    public int RetryMilliseconds { get; set; } = 1_000;

    /// <summary>Days that recipients and outcomes are kept.</summary>
    public int KeptDays { get; set; } = 180;

    /// <summary>Seconds in which one that goes out at once can still be taken back; 0 for none.</summary>
    public int UndoSeconds { get; set; } = 10;

    /// <summary>What one part of an SMS costs, in rupees, to tell the price of a send beforehand; null where it is not known.</summary>
    public decimal? SmsPartPrice { get; set; }

    /// <summary>The hours of push.</summary>
    public SendHours PushHours => new(Time(PushOpens), Time(PushCloses));

    /// <summary>The hours of promotional SMS.</summary>
    public SendHours SmsHours => new(Time(SmsOpens), Time(SmsCloses));

    internal IEnumerable<string> Problems()
    {
        foreach (var (opens, closes, what) in new[] { (PushOpens, PushCloses, "Push"), (SmsOpens, SmsCloses, "Sms") })
        {
            if (Read(opens) is not { } from || Read(closes) is not { } to || from >= to)
                yield return $"{Section}:{what}Opens and {Section}:{what}Closes must be times of a day such as 08:00, the first before the second.";
        }

        if (AtOnce is < 1 or > 64 || Tries is < 1 or > 20 || RetryMilliseconds < 1 || KeptDays < 1 || ApprovalAbove < 0 || MaxPerMinute < 1 || MaxMessages < 1 || SmsPartPrice < 0 || UndoSeconds is < 0 or > 600)
            yield return $"{Section}: AtOnce is 1 to 64, Tries 1 to 20, UndoSeconds 0 to 600, and the other numbers are positive.";
        if (!Uri.TryCreate(PublicSite, UriKind.Absolute, out var site) || site.Scheme != "https")
            yield return $"{Section}:PublicSite must begin with https://.";
    }

    private static TimeOnly Time(string text) => Read(text) ?? throw new FormatException($"{text} is no time of a day.");

    // A day that closes at 23:59 would be shut for its last minute.
    private static TimeOnly? Read(string text) =>
        text == "24:00" ? TimeOnly.MaxValue
        : TimeOnly.TryParseExact(text, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) ? time
        : null;
}
