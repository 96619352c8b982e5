namespace Clubshop.Admin.Notifications;

/// <summary>Addresses of the pages of notifications.</summary>
public static class NotificationUrls
{
    public const string List = "/notifications";
    public const string New = "/notifications/new";
    public const string Texts = "/notifications/texts";
    public const string Devices = "/notifications/test-devices";

    /// <summary>Where a pasted list is posted to.</summary>
    public const string PastedList = "/notifications/lists";

    /// <summary>The report; of one not sent yet, what will be.</summary>
    public static string Of(string id) => $"{List}/{id}";

    /// <summary>The form with a notification that may still be changed.</summary>
    public static string Edit(string id) => $"{New}?id={id}";

    /// <summary>The outcomes as CSV.</summary>
    public static string Csv(string id) => $"{List}/{id}/outcomes.csv";
}
