namespace Clubshop.Admin.Notifications;

/// <summary>Addresses of the notification pages.</summary>
public static class NotificationUrls
{
    public const string List = "/notifications";
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
        return parts.Count == 0 ? List : List + "?" + string.Join('&', parts);
    }

    /// <summary>A sort as the table and the address have it: "title", "-goes".</summary>
    public static string SortText(NotificationQuery query) => (query.Descending ? "-" : "") + query.Sort.ToString().ToLowerInvariant();

    /// <summary>The outcomes as CSV.</summary>
    public static string Csv(string id) => $"{List}/{id}/outcomes.csv";
}
