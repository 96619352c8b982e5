namespace Clubshop.Admin.Ui;

/// <summary>The portal's icons, named by meaning; the values are ids in the sprite <c>wwwroot/icons.svg</c>: Material icons (outlined) by the names that MudBlazor gives them.</summary>
public static class Icons
{
    public const string Account = "account_circle";
    public const string Add = "add";
    public const string Archived = "archive";
    public const string ArrowDown = "arrow_downward";
    public const string ArrowUp = "arrow_upward";
    public const string Audit = "history";
    public const string Back = "chevron_left";
    public const string Bad = "error";
    public const string Cache = "storage";
    public const string Calendar = "calendar_today";
    public const string Categories = "category";
    public const string Check = "check";
    public const string Clock = "schedule";
    public const string Close = "close";
    public const string Clubs = "apartment";
    public const string Copy = "content_copy";
    public const string Customers = "group";
    public const string Dark = "dark_mode";
    public const string Dashboard = "dashboard";
    public const string Delete = "delete";
    public const string Done = "check_circle";
    public const string Download = "download";
    public const string Draft = "edit_note";
    public const string Edit = "edit";
    public const string Ended = "flag";
    public const string Expand = "expand_more";
    public const string External = "open_in_new";
    public const string Hide = "visibility_off";
    public const string Info = "info";
    public const string Key = "key";
    public const string Light = "light_mode";
    public const string Lock = "lock";
    public const string Menu = "menu";
    public const string More = "more_horiz";
    public const string Next = "chevron_right";
    public const string NoMatch = "search_off";
    public const string Notifications = "send";
    public const string Offers = "local_activity";
    public const string Offline = "cloud_off";
    public const string Paused = "pause_circle";
    public const string Refresh = "refresh";
    public const string Search = "search";
    public const string Shield = "verified_user";
    public const string Shops = "shopping_bag";
    public const string Show = "visibility";
    public const string SignOut = "logout";
    public const string Sort = "swap_vert";
    public const string Staff = "badge";
    public const string System = "contrast";
    public const string Undo = "undo";
    public const string Warn = "warning";
}
