using Clubshop.Admin.Common;
using Clubshop.Admin.Notifications.Rules;
using Clubshop.Admin.Notifications.Sending;
using Clubshop.Admin.Registry;
using Clubshop.Admin.Ui;
using Clubshop.Admin.Ui.Display;

namespace Clubshop.Admin.Notifications;

/// <summary>Labels on pages. "Accepted" is never called "delivered": the push service or the carrier took it, but nobody knows whether it was seen.</summary>
public static class NotificationLabels
{
    private const int MaxBars = 240;
    private static readonly string NotSentAfterAll = L.Later("Nothing was sent. Review it and send it again.");

    private static readonly IReadOnlyList<string> KeptSentences =
    [
        L.Later("{0} sent it back: {1}"),
        L.Later("It goes to more than {0} devices or phones."),
        L.Later("{0}, who sent it, may no longer send notifications."),
        L.Later("Some clubs or shops of {0}, who sent it, are no longer assigned to them."),
        L.Later("{0}, who approved it, may no longer approve notifications."),
    ];

    /// <summary>A state.</summary>
    public static (string Text, Tone Tone, string Icon) Of(NotificationState state) => state switch
    {
        NotificationState.Draft => (L["Draft"], Tone.Plain, Icons.Draft),
        NotificationState.AwaitingApproval => (L["Waits for approval"], Tone.Warn, Icons.Shield),
        NotificationState.Scheduled => (L["Scheduled"], Tone.Info, Icons.Clock),
        NotificationState.Sending => (L["Sending"], Tone.Info, Icons.Notifications),
        NotificationState.Stopping => (L["Stopping"], Tone.Warn, Icons.Paused),
        NotificationState.Stopped => (L["Stopped"], Tone.Warn, Icons.Paused),
        NotificationState.Finished => (L["Finished"], Tone.Good, Icons.Done),
        _ => (L["Not sent"], Tone.Bad, Icons.Bad),
    };

    /// <summary>A view of the list.</summary>
    public static string Of(NotificationView view) => view switch
    {
        NotificationView.All => L["All"],
        NotificationView.Drafts => L["Drafts"],
        NotificationView.Approval => L["Waiting for approval"],
        NotificationView.Scheduled => L["Scheduled"],
        NotificationView.Sending => L["Sending"],
        _ => L["Ended"],
    };

    /// <summary>What the list is sorted by.</summary>
    public static string Of(NotificationSort sort) => sort switch
    {
        NotificationSort.Title => L["Title"],
        NotificationSort.Goes => L["Goes out"],
        NotificationSort.Recipients => L["Recipients"],
        NotificationSort.Accepted => L["Accepted"],
        _ => L["Newest"],
    };

    /// <summary>What would be in a view that has nothing.</summary>
    public static string Meaning(NotificationView view) => view switch
    {
        NotificationView.Drafts => L["What is being written, was sent back or could not start is listed here."],
        NotificationView.Approval => L["What another person has to approve before it goes out is listed here."],
        NotificationView.Scheduled => L["What waits for its time is listed here."],
        NotificationView.Sending => L["What is going out just now is listed here."],
        _ => L["What has gone out is listed here, with its report."],
    };

    /// <summary>The state at this moment. One that is due outside its hours is shown as waiting for them.</summary>
    public static (string Text, Tone Tone, string Icon) Of(Notification it, NotificationOptions options, DateTimeOffset now) =>
        WaitsFor(it, options, now) is { } opens ? Waiting(opens) : Of(it.State);

    /// <summary>The state of a notification that waits for its hours.</summary>
    public static (string Text, Tone Tone, string Icon) Waiting(DateTimeOffset opens) => (L[$"Waiting for {Format.Clock(opens)}"], Tone.Info, Icons.Clock);

    /// <summary>When the hours begin that a due notification waits for (UTC); null if it does not wait.</summary>
    public static DateTimeOffset? WaitsFor(Notification it, NotificationOptions options, DateTimeOffset now) =>
        it.State == NotificationState.Scheduled && NotificationRules.DueAt(it, options) <= now
            && NotificationRules.BeginsAt(it, options, now) is var opens && opens > now ? opens : null;

    /// <summary>When a notification that has not started goes out: "When it is approved", "4 Dec, 11:00 am IST"; null if unknown.</summary>
    public static string? GoesOut(Notification it, NotificationOptions options, DateTimeOffset now) => it.State switch
    {
        NotificationState.AwaitingApproval => it.When is { } when && when > now ? L[$"{Format.Moment(when, now)}, if approved"] : L["When it is approved"],
        NotificationState.Scheduled when it.When is null && NotificationRules.BeginsAt(it, options, now) <= NotificationRules.DueAt(it, options) => L["In a few seconds"],
        NotificationState.Scheduled => Format.Moment(NotificationRules.BeginsAt(it, options, now), now),
        NotificationState.Draft or NotificationState.Failed when it.When is { } planned => L[$"Not sent; planned for {Format.Moment(planned, now)}"],
        _ => null,
    };

    /// <summary>Recipients and time in a question: "to 118 people now", "to 1 person on 4 Dec, 11:00 am IST".</summary>
    public static string ToWhomAndWhen(int people, DateTimeOffset? begins, DateTimeOffset now) =>
        begins is { } at ? L[$"to {Format.Count(people, "person", "people")} on {Format.Moment(at, now)}"] : L[$"to {Format.Count(people, "person", "people")} now"];

    /// <summary>The counts of outcomes: "118 accepted, 2 not sent".</summary>
    public static string Counts(IReadOnlyDictionary<string, long> counts) => string.Join(
        ", ", Enum.GetValues<Outcome>().Where(outcome => counts.GetValueOrDefault(NameOf(outcome)) > 0)
            .Select(outcome => $"{Format.Number(counts[NameOf(outcome)])} {Of(outcome).Text.ToLowerInvariant()}"));

    /// <summary>The cost of an SMS notification: "236 SMS parts to pay for, about ₹59.00".</summary>
    public static string Cost(int parts, decimal? cost) =>
        cost is { } rupees ? L[$"{Format.Count(parts, "SMS part", "SMS parts")} to pay for, about {Format.Money(rupees)}"] : L[$"{Format.Count(parts, "SMS part", "SMS parts")} to pay for"];

    /// <summary>An outcome.</summary>
    public static (string Text, Tone Tone) Of(Outcome outcome) => outcome switch
    {
        Outcome.Sending => (L["Under way"], Tone.Info),
        Outcome.Waiting => (L["Waiting"], Tone.Info),
        Outcome.Accepted => (L["Accepted"], Tone.Good),
        Outcome.Refused => (L["Refused"], Tone.Bad),
        Outcome.LeftOut => (L["Left out"], Tone.Plain),
        Outcome.Unknown => (L["Unknown"], Tone.Warn),
        Outcome.OverLimit => (L["Had enough"], Tone.Plain),
        _ => (L["Not sent"], Tone.Plain),
    };

    /// <summary>What an outcome means, in a sentence.</summary>
    public static string Meaning(Outcome outcome, Channel channel) => outcome switch
    {
        Outcome.Accepted when channel == Channel.Push => L["Accepted by the push service. We are not told whether the phone showed it."],
        Outcome.Accepted => L["Handed to the carrier. We are not told whether the phone received it."],
        Outcome.Refused => L["Refused, and not tried again."],
        Outcome.LeftOut => L["Dropped out after the audience was frozen."],
        Outcome.Unknown => L["There was no answer, so it may or may not have been sent. It is not sent again."],
        Outcome.NotSent => L["Stopped before it was sent."],
        Outcome.OverLimit => L["Not sent: they had as many notifications in seven days as anybody gets."],
        Outcome.Waiting => L["Not accepted for now; it is tried again automatically."],
        _ => L["The call is in progress."],
    };

    /// <summary>A reason for being left out, or a delivery status. An unknown one is shown as it is.</summary>
    public static string Reason(string? reason) => reason switch
    {
        null or "" => "",
        LeftOut.OptedOut => L["Turned these messages off"],
        LeftOut.NoDevice => L["Has no phone with the app"],
        LeftOut.DeadDevice => L["The app was removed from the phone"],
        LeftOut.OtherPlatform => L["Has another kind of phone"],
        LeftOut.NoPhone => L["No phone number"],
        LeftOut.OtherCity => L["Is in another city, or has none"],
        LeftOut.Unknown => L["Unknown customer"],
        LeftOut.NotYours => L["Follows none of your clubs or shops"],
        LeftOut.Duplicate => L["The same phone again"],
        LeftOut.NoValue => L["A variable has no value"],
        LeftOut.TooLong => L["A variable’s value is too long, or contains a character that operators refuse"],
        LeftOut.Erased => L["The account was erased"],
        LeftOut.Nonsense => L["A line without a recipient"],
        LeftOut.MayHaveIt => L["May have got it the first time"],
        _ when reason.StartsWith(LeftOut.WeekLimit, StringComparison.Ordinal) => L[$"Had {reason[LeftOut.WeekLimit.Length..]} notifications this week"],
        "SUCCESSFUL" => L["Accepted"],
        "THROTTLED" => L["The service was busy at every try"],
        "TEMPORARY_FAILURE" => L["Failed temporarily at every try"],
        "PERMANENT_FAILURE" => L["The phone or number can no longer be reached"],
        LeftOut.Blocked => L["The carrier blocks offers to this number"],
        "DUPLICATE" => L["The service got the address twice"],
        "UNKNOWN_FAILURE" => L["The service failed without giving a reason"],
        "TIMEOUT" => L["The push service did not answer in time"],
        "NO_ANSWER" => L["The call had no readable answer"],
        "CUT_OFF" => L["The portal stopped during the call"],
        "NOT_REACHED" => L["The service could not be reached at any try"],
        "REFUSED_WHOLE" => L["The service refused the request"],
        "STOPPED" => L["Stopped before another try"],
        _ => reason,
    };

    /// <summary>The audience of a notification in words.</summary>
    public static string AudienceOf(Notification it, Func<AudienceKind, string, string> nameOf) => Of(it.Audience, nameOf, it.Frozen is { } frozen ? frozen.Clubs is null : null);

    /// <summary>An audience in words.</summary>
    /// <param name="audience">The audience.</param>
    /// <param name="nameOf">Names the clubs, shops and categories.</param>
    /// <param name="reachesAll">Whether the sender may reach all customers; null if unknown.</param>
    public static string Of(Audience audience, Func<AudienceKind, string, string> nameOf, bool? reachesAll)
    {
        var who = audience.Kind switch
        {
            AudienceKind.Everyone => reachesAll switch
            {
                true => L["All customers"],
                false => L["Followers of anything assigned to the sender"],
                null => L["All customers the sender can reach"],
            },
            AudienceKind.List => L["A pasted list"],
            AudienceKind.Customer => L["One customer"],
            AudienceKind.Unreached => L["Those not reached the first time"],
            _ => audience.Ids.Count <= 2
                ? L[$"Followers of {Format.Listed([.. audience.Ids.Select(id => nameOf(audience.Kind, id))])}"]
                : L[$"Followers of {nameOf(audience.Kind, audience.Ids[0])} and {audience.Ids.Count - 1} more"],
        };
        var there = audience.City.Length > 0 ? L[$"{who} in {audience.City}"] : who;
        return audience.Platform is { } platform ? L[$"{there}, only {Of(platform)}"] : there;
    }

    /// <summary>The messages of a send as bars of a chart: one for each step from the first to the last, also where nothing happened.</summary>
    /// <param name="counts">The counts.</param>
    /// <param name="step">From a minute to a day.</param>
    /// <param name="now">The current time.</param>
    public static IReadOnlyList<TimeChart.Bar> Bars(IReadOnlyList<TimeCount> counts, TimeSpan step, DateTimeOffset now)
    {
        if (counts.Count == 0)
            return [];

        var (first, last) = (counts.Min(count => count.From), counts.Max(count => count.From));
        var all = (int)Math.Min(((last - first) / step) + 1, MaxBars);
        var byTime = counts.ToLookup(count => count.From);
        // A send that pauses for days has too many empty hours to show: then only those with messages are.
        var shown = all < MaxBars ? Enumerable.Range(0, all).Select(i => first + (i * step)) : byTime.Select(group => group.Key).Order();
        return
        [
            .. shown.Select(from => new TimeChart.Bar(
                step >= TimeSpan.FromDays(1) ? Format.Day(from, now) : $"{Format.Day(from, now)}, {Format.Clock(from)}",
                [.. byTime[from].OrderBy(count => count.Outcome).Select(count => new TimeChart.Part(Of(count.Outcome).Text.ToLowerInvariant(), Of(count.Outcome).Tone, count.Count))])),
        ];
    }

    /// <summary>A platform.</summary>
    public static string Of(Platform platform) => L[Platforms.NameOf(platform)];

    /// <summary>
    /// Why it needs approval, was sent back or was not sent, as it is kept (in English), for whoever reads it: the sentences that the portal wrote are in their language.
    /// </summary>
    public static string Kept(string text)
    {
        if (Languages.Current.IsEnglish)
            return text;
        if (text.EndsWith(NotSentAfterAll, StringComparison.Ordinal))
            return Kept(text[..^(NotSentAfterAll.Length + 1)]) + " " + L[NotSentAfterAll];

        return KeptSentences.Select(sentence => KeptSentence.Say(text, sentence)).FirstOrDefault(said => said is not null) ?? L[text];
    }

    private static string NameOf(Outcome outcome) => outcome.ToString().ToLowerInvariant(); // as they are stored

    /// <summary>A kind of audience, as an option.</summary>
    public static string Of(AudienceKind kind) => kind switch
    {
        AudienceKind.Club => L["Followers of clubs"],
        AudienceKind.Shop => L["Followers of shops"],
        AudienceKind.Category => L["Followers of categories"],
        AudienceKind.Everyone => L["All customers"],
        AudienceKind.List => L["A pasted list"],
        AudienceKind.Unreached => L["Those not reached by an earlier one"],
        _ => L["One customer"],
    };

    /// <summary>A kind of registered text.</summary>
    public static string Of(SmsKind kind) => kind switch
    {
        SmsKind.Promotional => L["Promotional"],
        SmsKind.ServiceExplicit => L["Service, explicit"],
        SmsKind.ServiceImplicit => L["Service, implicit"],
        _ => L["Transactional"],
    };

    /// <summary>How the permitted hours change a plan, as title and text; null if they do not.</summary>
    public static (string Title, string Text)? Hours(SendPlan plan, SendHours? hours, Channel channel, DateTimeOffset now)
    {
        if (hours is null || plan.Parts.Count == 0 || !(plan.Moved || plan.Split))
            return null;

        var why = channel == Channel.Push ? L[$"Push goes out from {hours.Text}."] : L[$"In India, offers by SMS may go out from {hours.Text}."];
        var title = plan.Split
            ? L[$"It takes {plan.Parts.Count} days at this rate"]
            : channel == Channel.Push ? L[$"{Format.Clock(plan.Asked)} is outside the hours for push"] : L[$"{Format.Clock(plan.Asked)} is outside the hours for SMS offers"];
        var parts = plan.Parts.Count <= 3
            ? plan.Parts.Select(part => L[$"{Money.Grouped(part.Recipients)} from {Format.Moment(part.Starts, now)}"]).Aggregate((first, next) => L[$"{first}, then {next}"])
            : L[$"{Money.Grouped(plan.Parts[0].Recipients)} from {Format.Moment(plan.Parts[0].Starts, now)}, the last ones on {Format.Moment(plan.Parts[^1].Starts, now)}"];
        return (title, L[$"{why} It sends {parts}."]);
    }

    /// <summary>An SMS's size: "2 parts, 174 of 306 characters".</summary>
    public static string Parts(SmsParts parts)
    {
        if (parts.Parts == 0)
            return L["No text yet."];

        var (count, left) = (Format.Count(parts.Parts, "SMS part", "SMS parts"), Format.Number(parts.Left));
        if (parts.Encoding == SmsEncoding.Gsm7)
            return L[$"{count}, {left} characters left."];

        return parts.Foreign.Any(sign => char.IsLetter(sign, 0))
            ? L[$"{count}, {left} characters left. With these letters it travels as Unicode: 70 characters per part instead of 160."]
            : L[$"{count}, {left} characters left. With {string.Join(" ", parts.Foreign.Take(3))} it travels as Unicode: 70 characters per part instead of 160."];
    }
}
