using Clubshop.Admin.Common;
using Clubshop.Admin.Ui;

namespace Clubshop.Admin.Audit;

/// <summary>Times by which the log is filtered, in words. Days are those of India.</summary>
internal static class AuditRanges
{
    /// <summary>What is offered: the last so many days, today among them.</summary>
    public static IReadOnlyList<(int Days, string Text)> Presets { get; } = [(1, "Today"), (7, "Last 7 days"), (30, "Last 30 days")];

    /// <summary>The time of a filter: "last 7 days, IST", "14 Nov 2026 to 20 Nov 2026, IST".</summary>
    public static string Text(AuditFilter filter) => (filter switch
    {
        { Days: 1 } => "today",
        { Days: { } days } => $"last {Format.Number(days)} days",
        { From: { } from, To: { } to } when from == to => Format.Date(from),
        { From: { } from, To: { } to } => $"{Format.Date(from)} to {Format.Date(to)}",
        { From: { } from } => $"from {Format.Date(from)}",
        { To: { } to } => $"until {Format.Date(to)}",
        _ => "any time",
    }) + ", IST";

    /// <summary>The first day of a filter, whichever way it is given.</summary>
    public static DateOnly? FirstDay(AuditFilter filter, DateOnly today) => filter.Days is { } days ? today.AddDays(1 - days) : filter.From;

    /// <summary>The last day of a filter; null for until now.</summary>
    public static DateOnly? LastDay(AuditFilter filter) => filter.Days is null ? filter.To : null;
}
