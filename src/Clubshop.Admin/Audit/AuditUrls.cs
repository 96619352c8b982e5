using System.Globalization;
using Clubshop.Admin.Common;
using Clubshop.Admin.Input;
using Clubshop.Admin.Input.Workbooks;
using Clubshop.Admin.SavedViews;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;

namespace Clubshop.Admin.Audit;

/// <summary>Addresses of the audit log, which contain the whole filter.</summary>
public static class AuditUrls
{
    /// <summary>The log.</summary>
    public const string Log = "/audit";

    /// <summary>The file of an export.</summary>
    public const string ExportPath = "/audit/export/{id}";

    private const string DayFormat = "yyyy-MM-dd";
    private const int TextLength = 200;
    private const int MostDays = 1100; // as long as entries are kept

    /// <summary>The filtered log, starting at a cursor.</summary>
    public static string Of(AuditFilter filter, AuditCursor? cursor = null) =>
        Address(Log, [.. Pairs(filter), new(cursor is { Newer: true } ? "after" : "before", cursor?.Position)]);

    /// <summary>The file of an export.</summary>
    /// <param name="id">Its job's id.</param>
    public static string Export(string id) => "/audit/export/" + Uri.EscapeDataString(id);

    /// <summary>The same as an Excel workbook.</summary>
    /// <param name="id">Its job's id.</param>
    public static string Workbook(string id) => $"{Export(id)}?{TableFile.FormatQuery}={TableFile.Workbook}";

    /// <summary>What one person did.</summary>
    public static string OfPerson(string id) => Of(new() { Person = id });

    /// <summary>The history of one record.</summary>
    public static string OfRecord(string kind, string id) => Of(new() { Kind = kind, Record = id });

    /// <summary>The changes of the rows of a job: of a bulk change, an import, an undo.</summary>
    public static string OfRun(string id) => Of(new() { Run = id });

    /// <summary>Reads the filter of an address; what it does not know, or what makes no sense, is left out.</summary>
    public static AuditFilter ReadFilter(string uri)
    {
        var values = Query(uri);
        string? Value(string name) => ValueOf(values, name);

        var day = ReadDay(Value("day")); // addresses of one day, as they were once
        return new()
        {
            Text = Value("q")?.Trim(),
            Person = Value("person"),
            Kind = Value("kind"),
            Record = Value("kind") is null ? null : Value("record"),
            Action = Value("action"),
            Address = Value("ip")?.Trim(),
            Protocol = Value("way"),
            Run = Value("run"),
            Days = int.TryParse(Value("days"), NumberStyles.None, CultureInfo.InvariantCulture, out var days) && days is > 0 and <= MostDays ? days : null,
            From = ReadDay(Value("from")) ?? day,
            To = ReadDay(Value("to")) ?? day,
            Saved = Value(ViewList.Query) is { } saved && Ids.IsValid(saved) ? saved : null,
        };
    }

    /// <summary>Reads where a page of an address begins; null for the newest entries.</summary>
    public static AuditCursor? ReadCursor(string uri)
    {
        var values = Query(uri);
        return ValueOf(values, "before") is { } before ? new(before) : ValueOf(values, "after") is { } after ? new(after, Newer: true) : null;
    }

    /// <summary>Reads a day from an address; null if it is not one, or out of the range of a date field.</summary>
    public static DateOnly? ReadDay(string? text) =>
        DateOnly.TryParseExact(text, DayFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && DateTimeReader.IsInRange(day) ? day : null;

    private static Dictionary<string, StringValues> Query(string uri)
    {
        var mark = uri.IndexOf('?', StringComparison.Ordinal);
        return QueryHelpers.ParseQuery(mark < 0 ? "" : uri[mark..].Split('#')[0]);
    }

    private static string? ValueOf(Dictionary<string, StringValues> values, string name) =>
        values.TryGetValue(name, out var found) && found.ToString() is { Length: > 0 and <= TextLength } text && !string.IsNullOrWhiteSpace(text) ? text : null;

    private static IEnumerable<KeyValuePair<string, string?>> Pairs(AuditFilter filter) =>
    [
        new("q", filter.Text), new("person", filter.Person), new("kind", filter.Kind), new("record", filter.Record), new("action", filter.Action),
        new("ip", filter.Address), new("way", filter.Protocol), new("run", filter.Run),
        new("days", filter.Days?.ToString(CultureInfo.InvariantCulture)), new("from", Day(filter.From)), new("to", Day(filter.To)),
        new(ViewList.Query, filter.Saved),
    ];

    private static string? Day(DateOnly? day) => day?.ToString(DayFormat, CultureInfo.InvariantCulture);

    private static string Address(string path, IEnumerable<KeyValuePair<string, string?>> pairs) =>
        QueryHelpers.AddQueryString(path, pairs.Where(pair => !string.IsNullOrEmpty(pair.Value)));
}
