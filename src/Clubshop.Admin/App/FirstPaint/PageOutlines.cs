using Clubshop.Admin.Catalog;
using Clubshop.Admin.Dashboard;
using Clubshop.Admin.Staff;
using Microsoft.AspNetCore.Components;

namespace Clubshop.Admin.App.FirstPaint;

/// <summary>Says what of a page is known from its address: from the navigation, from the kinds of the catalog, and of records what is in memory.</summary>
/// <param name="pages">The navigation.</param>
/// <param name="indexes">The catalog in memory.</param>
public sealed class PageOutlines(Navigation pages, IEnumerable<CatalogIndex> indexes)
{
    // Pages below those of the navigation. One that is not here is drawn with the name of the page above it.
    private static readonly Dictionary<string, PageOutline> Below = new(StringComparer.OrdinalIgnoreCase)
    {
        ["/staff/new"] = new(L.Later("Invite someone"), PageShape.Form, Sentence: true),
        ["/staff/{Id}"] = new(L.Later("Staff"), PageShape.Form, Sentence: true),
        ["/notifications/new"] = new(L.Later("New notification"), PageShape.Form, Actions: true),
        ["/notifications/{Id}"] = new(L.Later("Notification"), PageShape.Form, Sentence: true),
        ["/notifications/test-devices"] = new(L.Later("Test devices"), PageShape.Cards, Sentence: true),
        ["/notifications/texts"] = new(L.Later("Registered texts"), PageShape.Cards, Sentence: true),
        ["/customers/{Sub}"] = new(L.Later("Customer"), PageShape.Form, Sentence: true),
        ["/offers/calendar"] = new(L.Later("Calendar of offers"), PageShape.Cards, Sentence: true),
        ["/offers/{Id}/preview"] = new(L.Later("Preview"), PageShape.Cards, Sentence: true),
        ["/bulk/{Id}"] = new(L.Later("Bulk change"), PageShape.Cards, Sentence: true),
        ["/offers/{Id}/coupons"] = new(L.Later("Coupons"), PageShape.Cards, Sentence: true),
    };

    /// <summary>What is known of the page at an address; null for one that has no frame of the portal or that the person may not open.</summary>
    /// <param name="path">The address.</param>
    /// <param name="actor">Who asks.</param>
    public PageOutline? Of(string path, Actor? actor)
    {
        if (actor is null || PortalRoutes.At(path) is not { Permission: { } needed } route || !actor.Has(needed)
            || route.Page.IsDefined(typeof(LayoutAttribute), inherit: true) || pages.Of(path) is not { } page)
        {
            return null;
        }

        var kind = indexes.FirstOrDefault(index => index.Kind.List == page.Href)?.Kind;
        if (string.Equals(route.Template, page.Href, StringComparison.OrdinalIgnoreCase))
        {
            return kind is null
                ? new(L[page.Label], ShapeOf(page, actor), Sentence: true)
                : new(L[page.Label], MayWrite(actor) ? PageShape.BulkList : PageShape.TabbedList, Actions: MayWrite(actor));
        }

        if (Below.GetValueOrDefault(route.Template) is { } below)
            return below with { Title = L[below.Title], Above = page };
        if (kind is null)
            return new(L[page.Label], PageShape.Cards, page);
        if (route.Template == kind.New)
            return new(L[$"New {L[kind.Name]}"], PageShape.Form, page, Sentence: true);
        if (route.Template == kind.Import)
            return new(L[$"Import {L[kind.Many]}"], PageShape.Cards, page, Sentence: true);
        if (route.Template.EndsWith("/history", StringComparison.Ordinal))
            return new(L["Loading history"], PageShape.Cards, page, Sentence: true);
        return new(NameOf(kind, path) ?? L[$"Loading {L[kind.Name]}"], PageShape.Form, page, Actions: MayWrite(actor));
    }

    private string? NameOf(CatalogKind kind, string path) =>
        indexes.First(index => index.Kind == kind).Find(Uri.UnescapeDataString(path.TrimEnd('/').Split('/')[^1]))?.Name;

    private static bool MayWrite(Actor actor) => actor.Has(Permission.EditCatalog);

    private static PageShape ShapeOf(NavigationItem page, Actor actor) => page.Href switch
    {
        "/" => DashboardParts.Of(actor).Catalog ? PageShape.Dashboard : PageShape.Cards,
        "/customers" => PageShape.Search,
        "/staff" or "/notifications" or "/audit" or "/bulk" => PageShape.List,
        "/watch" => PageShape.TabbedList,
        "/account" => PageShape.Form,
        _ => PageShape.Cards,
    };
}
