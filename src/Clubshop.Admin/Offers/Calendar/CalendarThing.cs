using Clubshop.Admin.Common;

namespace Clubshop.Admin.Offers.Calendar;

/// <summary>What stands in the calendar.</summary>
public enum CalendarKind
{
    /// <summary>A planned change of an offer.</summary>
    Change,

    /// <summary>An offer goes back.</summary>
    Back,

    /// <summary>A notification is sent.</summary>
    Send,

    /// <summary>A published offer, from its start to its end.</summary>
    Offer,
}

/// <summary>One thing in the calendar.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Title">Its name.</param>
/// <param name="Shop">The name of its shop; empty for none.</param>
/// <param name="From">When it begins, or happens (UTC).</param>
/// <param name="To">When it is over (UTC); null for an offer without an end.</param>
/// <param name="Href">Its page.</param>
public sealed record CalendarThing(CalendarKind Kind, string Title, string Shop, DateTimeOffset From, DateTimeOffset? To, string Href)
{
    /// <summary>More about it: what changes.</summary>
    public string Detail { get; init; } = "";

    /// <summary>The first day it is on.</summary>
    public DateOnly FirstDay => Ist.DayOf(From);

    /// <summary>The last day it is on.</summary>
    public DateOnly LastDay => To is { } to ? Ist.DayOf(to > From ? to.AddTicks(-1) : to) : DateOnly.MaxValue;

    /// <summary>Whether it happens at a moment, instead of lasting.</summary>
    public bool IsMoment => Kind != CalendarKind.Offer;
}

/// <summary>Something that happens at a moment: an offer starts or ends, is changed, a notification is sent.</summary>
/// <param name="At">When (UTC).</param>
/// <param name="What">What happens: "Starts".</param>
/// <param name="Thing">To what.</param>
public sealed record CalendarEvent(DateTimeOffset At, string What, CalendarThing Thing);

/// <summary>A time in which a shop has nothing that is live, between two that are.</summary>
/// <param name="ShopId">The shop.</param>
/// <param name="From">Since when (UTC).</param>
/// <param name="To">Until when (UTC).</param>
public sealed record CalendarGap(string ShopId, DateTimeOffset From, DateTimeOffset To);

/// <summary>A time in which a shop has two offers or more that are live at once.</summary>
/// <param name="ShopId">The shop.</param>
/// <param name="From">Since when (UTC).</param>
/// <param name="To">Until when (UTC); null for an open end.</param>
/// <param name="Most">How many at once at most.</param>
/// <param name="Titles">The first of them.</param>
public sealed record CalendarOverlap(string ShopId, DateTimeOffset From, DateTimeOffset? To, int Most, IReadOnlyList<string> Titles);

/// <summary>A thing in a week: its lane, and the days it covers there.</summary>
/// <param name="Thing">The thing.</param>
/// <param name="Lane">The lane, from 1.</param>
/// <param name="Column">The first day, from 1 for Monday.</param>
/// <param name="Days">Number of days.</param>
/// <param name="Begins">Whether it begins in this week.</param>
/// <param name="Ends">Whether it is over in this week.</param>
public sealed record CalendarBar(CalendarThing Thing, int Lane, int Column, int Days, bool Begins, bool Ends);

/// <summary>A week of the calendar.</summary>
/// <param name="Monday">Its first day.</param>
/// <param name="Bars">What is drawn.</param>
/// <param name="Hidden">How many more things each of the seven days has.</param>
public sealed record CalendarWeek(DateOnly Monday, IReadOnlyList<CalendarBar> Bars, IReadOnlyList<int> Hidden);

/// <summary>What the calendar shows.</summary>
/// <param name="Things">All of it; of a day, in order of what begins or ends on it first.</param>
/// <param name="Events">What happens, in order of time.</param>
/// <param name="Gaps">Where a shop has nothing, the earliest first.</param>
/// <param name="Overlaps">Where a shop has several at once, the earliest first.</param>
public sealed record CalendarContent(
    IReadOnlyList<CalendarThing> Things, IReadOnlyList<CalendarEvent> Events, IReadOnlyList<CalendarGap> Gaps, IReadOnlyList<CalendarOverlap> Overlaps)
{
    /// <summary>Whether the notifications could not be read.</summary>
    public bool SendsUnknown { get; init; }
}

/// <summary>A notification that will be sent.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Title">Its name.</param>
/// <param name="At">When (UTC).</param>
/// <param name="Href">Its page.</param>
/// <param name="About">Ids of the clubs, shops or categories whose followers get it.</param>
public sealed record CalendarSend(string Id, string Title, DateTimeOffset At, string Href, IReadOnlyList<string> About);

/// <summary>Tells the calendar of notifications; registered by whoever knows them.</summary>
public interface ICalendarSends
{
    /// <summary>Those that are to be sent between two moments and that the person may see; none for who may see none.</summary>
    Task<IReadOnlyList<CalendarSend>> BetweenAsync(Staff.Actor actor, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken);
}
