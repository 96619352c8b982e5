using Clubshop.Admin.Common;
using Clubshop.Admin.Ui;

namespace Clubshop.Admin.Audit;

/// <summary>Times by which the log is filtered, in words. Days are those of India.</summary>
internal static class AuditRanges
{
    /// <summary>What is offered, in English: the last so many days, today among them.</summary>
    public static IReadOnlyList<(int Days, string Text)> Presets { get; } = [(1, L.Later("Today")), (7, L.Later("Last 7 days")), (30, L.Later("Last 30 days"))];

    /// <summary>The time of a filter: "last 7 days, IST", "14 Nov 2026 to 20 Nov 2026, IST".</summary>
    public static string Text(AuditFilter filter)
    {
        var range = filter switch
        {
            { Days: 1 } => L["today"],
            { Days: { } days } => L[$"last {Format.Number(days)} days"],
            { From: { } from, To: { } to } when from == to => Format.Date(from),
            { From: { } from, To: { } to } => L[$"{Format.Date(from)} to {Format.Date(to)}"],
            { From: { } from } => L[$"from {Format.Date(from)}"],
            { To: { } to } => L[$"until {Format.Date(to)}"],
            _ => L["any time"],
        };
        return L[$"{range}, IST"];
    }

    /// <summary>The first day of a filter, whichever way it is given.</summary>
    public static DateOnly? FirstDay(AuditFilter filter, DateOnly today) => filter.Days is { } days ? today.AddDays(1 - days) : filter.From;

    /// <summary>The last day of a filter; null for until now.</summary>
    public static DateOnly? LastDay(AuditFilter filter) => filter.Days is null ? filter.To : null;
}
