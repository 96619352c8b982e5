using System.Globalization;
using Clubshop.Admin.Common;
using Clubshop.Admin.Input;
using Clubshop.Admin.Ui;
using Clubshop.Admin.Ui.Fields;

namespace Clubshop.Admin.Offers.Calendar;

/// <summary>How much the calendar shows at once.</summary>
public enum CalendarSpan
{
    /// <summary>The weeks of a month.</summary>
    Month,

    /// <summary>A week from Monday.</summary>
    Week,

    /// <summary>All of one day.</summary>
    Day,
}

/// <summary>What the calendar shows; as it stands in its address.</summary>
public sealed record CalendarQuery
{
    /// <summary>Its path.</summary>
    public const string Path = "/offers/calendar";

    /// <summary>Rows of a day on a page.</summary>
    public const int PageSize = 50;

    private const string DayPattern = "yyyy-MM-dd";

    // What can be gone to; beyond it nobody plans.
    private static readonly DateOnly Earliest = new(2000, 1, 1);
    private static readonly DateOnly Latest = new(2099, 12, 31);

    /// <summary>How much.</summary>
    public CalendarSpan Span { get; init; }

    /// <summary>A day in it.</summary>
    public required DateOnly At { get; init; }

    /// <summary>One shop, by its id; null for all.</summary>
    public string? Shop { get; init; }

    /// <summary>One club, by its id; null for all.</summary>
    public string? Club { get; init; }

    /// <summary>The page of a day, from 1.</summary>
    public int Page { get; init; } = 1;

    /// <summary>The first day shown.</summary>
    public DateOnly First => Span switch
    {
        CalendarSpan.Month => MonthGrid.Weeks(At)[0][0],
        CalendarSpan.Week => At.AddDays(-(((int)At.DayOfWeek + 6) % 7)),
        _ => At,
    };

    /// <summary>Number of days shown.</summary>
    public int Days => Span switch
    {
        CalendarSpan.Month => MonthGrid.Weeks(At).Count * 7,
        CalendarSpan.Week => 7,
        _ => 1,
    };

    /// <summary>The first instant shown (UTC).</summary>
    public DateTimeOffset From => Ist.StartOf(First);

    /// <summary>The first instant no longer shown (UTC).</summary>
    public DateTimeOffset To => Ist.StartOf(First.AddDays(Days));

    /// <summary>What it shows, for people: "November 2026".</summary>
    public string Title => Span switch
    {
        CalendarSpan.Month => CalendarLabels.In("MMMM yyyy", At),
        CalendarSpan.Week => L[$"{CalendarLabels.In("d MMM", First)} to {Format.Date(First.AddDays(6))}"],
        _ => CalendarLabels.In("dddd, d MMMM yyyy", At),
    };

    /// <summary>The one before or after.</summary>
    /// <param name="steps">−1 or 1.</param>
    public CalendarQuery Move(int steps) => this with
    {
        Page = 1,
        At = Within(Span switch
        {
            CalendarSpan.Month => MonthGrid.Move(At, steps),
            CalendarSpan.Week => At.AddDays(7 * steps),
            _ => At.AddDays(steps),
        }),
    };

    /// <summary>One day of it.</summary>
    public CalendarQuery On(DateOnly day) => this with { Span = CalendarSpan.Day, At = Within(day), Page = 1 };

    /// <summary>Its address.</summary>
    public string Href
    {
        get
        {
            string?[] parts =
            [
                Span == CalendarSpan.Month ? null : "view=" + Span.ToString().ToLowerInvariant(),
                "at=" + At.ToString(DayPattern, CultureInfo.InvariantCulture),
                Shop is { } shop ? "shop=" + Uri.EscapeDataString(shop) : null,
                Club is { } club ? "club=" + Uri.EscapeDataString(club) : null,
                Page > 1 ? "page=" + Page.ToString(CultureInfo.InvariantCulture) : null,
            ];
            return Path + "?" + string.Join('&', parts.OfType<string>());
        }
    }

    /// <summary>Reads an address; what cannot be read is left out.</summary>
    public static CalendarQuery Parse(string? view, string? at, string? shop, string? club, string? page, DateOnly today) => new()
    {
        Span = EnumReader.Read<CalendarSpan>(view) ?? CalendarSpan.Month,
        At = Within(DateOnly.TryParseExact(at, DayPattern, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : today),
        Shop = string.IsNullOrEmpty(shop) ? null : shop,
        Club = string.IsNullOrEmpty(club) ? null : club,
        Page = int.TryParse(page, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? Math.Clamp(number, 1, 1_000_000) : 1,
    };

    private static DateOnly Within(DateOnly day) => day < Earliest ? Earliest : day > Latest ? Latest : day;
}
