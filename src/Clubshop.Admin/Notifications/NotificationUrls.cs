using Clubshop.Admin.Catalog.Fields;
using Clubshop.Admin.Common;
using Clubshop.Admin.Input;
using Clubshop.Admin.SavedViews;
using Microsoft.AspNetCore.WebUtilities;

namespace Clubshop.Admin.Notifications;

/// <summary>Addresses of the notification pages.</summary>
public static class NotificationUrls
{
    public const string List = "/notifications";

    // A search, or where a page begins.
    private const int LongestValue = 2_000;

    public const string New = "/notifications/new";
    public const string Texts = "/notifications/texts";
    public const string Devices = "/notifications/test-devices";

    /// <summary>Where pasted lists are posted.</summary>
    public const string PastedList = "/notifications/lists";

    /// <summary>The page of a notification.</summary>
    public static string Of(string id) => $"{List}/{id}";

    /// <summary>Where a notification is opened: in the form as long as it is a draft, or one again.</summary>
    public static string Of(Notification it) => it.State is NotificationState.Draft or NotificationState.Failed ? Edit(it.Id) : Of(it.Id);

    /// <summary>The form that edits a notification.</summary>
    public static string Edit(string id) => $"{New}?id={id}";

    /// <summary>The form with a copy of a notification, as a new draft.</summary>
    public static string Copy(string id) => $"{New}?from={id}";

    /// <summary>The form with a copy of a notification for those whom it did not reach, as a new draft.</summary>
    public static string Again(string id) => $"{New}?again={id}";

    /// <summary>The list in a view.</summary>
    public static string In(NotificationView view) => In(new NotificationQuery { View = view });

    /// <summary>The list as it is filtered and sorted.</summary>
    public static string In(NotificationQuery query)
    {
        List<string> parts = [];
        if (query.View != NotificationView.All)
            parts.Add("view=" + query.View.ToString().ToLowerInvariant());
        if (!string.IsNullOrEmpty(query.Search))
            parts.Add("q=" + Uri.EscapeDataString(query.Search));
        if (query.Token is { } token)
            parts.Add("after=" + Uri.EscapeDataString(token));
        if (query.Channel is { } channel)
            parts.Add("channel=" + channel.ToString().ToLowerInvariant());
        if (query is not { Sort: NotificationSort.Made, Descending: true })
            parts.Add("sort=" + SortText(query));
        if (query.Saved is { } saved)
            parts.Add($"{ViewList.Query}={saved}");
        return parts.Count == 0 ? List : List + "?" + string.Join('&', parts);
    }

    /// <summary>Reads what an address of the list asks for; what it does not know, or what makes no sense, is left out.</summary>
    public static NotificationQuery Read(string uri)
    {
        var mark = uri.IndexOf('?', StringComparison.Ordinal);
        var values = QueryHelpers.ParseQuery(mark < 0 ? "" : uri[mark..].Split('#')[0]);
        string? Value(string name) => values.TryGetValue(name, out var found) && found.ToString() is { Length: > 0 and <= LongestValue } text ? text : null;

        var sort = EnumReader.Read<NotificationSort>(Value("sort")?.TrimStart('-'));
        return new()
        {
            View = EnumReader.Read<NotificationView>(Value("view")) ?? NotificationView.All,
            Search = PlainText.Line(Value("q")),
            Channel = EnumReader.Read<Registry.Channel>(Value("channel")),
            Sort = sort ?? NotificationSort.Made,
            Descending = sort is null || Value("sort")!.StartsWith('-'),
            Token = Value("after"),
            Saved = Value(ViewList.Query) is { } saved && Ids.IsValid(saved) ? saved : null,
        };
    }

    /// <summary>A sort as the table and the address have it: "title", "-goes".</summary>
    public static string SortText(NotificationQuery query) => (query.Descending ? "-" : "") + query.Sort.ToString().ToLowerInvariant();

    /// <summary>The outcomes as CSV.</summary>
    public static string Csv(string id) => $"{List}/{id}/outcomes.csv";

    /// <summary>The outcomes as an Excel workbook.</summary>
    public static string Workbook(string id) => $"{List}/{id}/outcomes.xlsx";
}
