using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Components;

namespace Clubshop.Admin.Ui;

/// <summary>The portal's icons, named by meaning; the values are ids in the sprite <c>wwwroot/icons.svg</c>: Material icons (outlined) by the names that MudBlazor gives them.</summary>
public static class Icons
{
    // One text for each icon, whichever page or circuit shows it; the sprite's address belongs to the build.
    private static readonly ConditionalWeakTable<ResourceAssetCollection, ConcurrentDictionary<(string Name, bool Large), MarkupString>> Drawn = [];
    private static readonly ConditionalWeakTable<ResourceAssetCollection, ConcurrentDictionary<(string Class, string Name, string Word), MarkupString>> Marks = [];

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
    public const string Columns = "view_column";
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
    public const string Operations = "speed";
    public const string Paused = "pause_circle";
    public const string Picture = "image";
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
    public const string View = "bookmark_border";
    public const string Warn = "warning";

    /// <summary>
    /// One icon, in the colour of the text. Always decorative: the text beside it, or the button's name, says what it means. It is a piece of
    /// fixed markup, not a component: a list shows a hundred.
    /// </summary>
    /// <param name="assets">The component's <see cref="ComponentBase.Assets"/>, which know the sprite's address.</param>
    /// <param name="name">One of these icons.</param>
    /// <param name="large">Large size.</param>
    public static MarkupString Svg(ResourceAssetCollection assets, string name, bool large = false) =>
        Drawn.GetOrCreateValue(assets).GetOrAdd((name, large), static (icon, assets) => new(
            $"<svg class=\"{(icon.Large ? "i i-lg" : "i")}\" aria-hidden=\"true\"><use href=\"{assets["icons.svg"]}#{icon.Name}\"></use></svg>"), assets);

    /// <summary>A word of the portal's own with its icon, such as a status. Kept for good: not for what people write.</summary>
    /// <param name="assets">The component's own.</param>
    /// <param name="look">CSS classes.</param>
    /// <param name="name">One of these icons.</param>
    /// <param name="word">The word; without characters that HTML reserves.</param>
    internal static MarkupString Mark(ResourceAssetCollection assets, string look, string name, string word) =>
        Marks.GetOrCreateValue(assets).GetOrAdd((look, name, word), static (mark, assets) =>
            new($"<span class=\"{mark.Class}\">{Svg(assets, mark.Name).Value}{mark.Word}</span>"), assets);
}
