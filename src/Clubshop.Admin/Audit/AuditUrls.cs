using System.Globalization;
using Clubshop.Admin.Input;
using Microsoft.AspNetCore.WebUtilities;

namespace Clubshop.Admin.Audit;

/// <summary>Addresses of the audit log, which contain the whole filter.</summary>
public static class AuditUrls
{
    private const string DayFormat = "yyyy-MM-dd";

    /// <summary>The filtered log, starting at a cursor.</summary>
    public static string Of(AuditFilter filter, AuditCursor? cursor = null)
    {
        var query = new List<KeyValuePair<string, string?>>
        {
            new("person", filter.Person), new("kind", filter.Kind), new("record", filter.Record), new("action", filter.Action),
            new("day", filter.Day?.ToString(DayFormat, CultureInfo.InvariantCulture)),
            new(cursor is { Newer: true } ? "after" : "before", cursor?.Position),
        };
        return QueryHelpers.AddQueryString("/audit", query.Where(pair => !string.IsNullOrEmpty(pair.Value)));
    }

    /// <summary>The history of one record.</summary>
    public static string OfRecord(string kind, string id) => Of(new() { Kind = kind, Record = id });

    /// <summary>Reads a day from an address; null if it is not one, or out of the range of a date field.</summary>
    public static DateOnly? ReadDay(string? text) =>
        DateOnly.TryParseExact(text, DayFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && DateTimeReader.IsInRange(day) ? day : null;
}
