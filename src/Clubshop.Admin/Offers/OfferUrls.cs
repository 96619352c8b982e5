using System.Globalization;
using Clubshop.Admin.Common;
using Microsoft.AspNetCore.WebUtilities;

namespace Clubshop.Admin.Offers;

/// <summary>Every address of the offers; the only place that knows how they are written.</summary>
public static class OfferUrls
{
    /// <summary>The list, unfiltered.</summary>
    public const string Root = "/offers";

    /// <summary>The import of offers.</summary>
    public const string Import = "/offers/import";

    /// <summary>The form of a new offer, its shop chosen where one is given.</summary>
    public static string New(string? shopId = null) => shopId is null ? "/offers/new" : "/offers/new?shop=" + Uri.EscapeDataString(shopId);

    /// <summary>The page of one offer.</summary>
    public static string Edit(string id) => "/offers/" + Uri.EscapeDataString(id);

    /// <summary>The list so filtered. What is as usual is left out, so that equal lists have equal addresses.</summary>
    public static string List(OfferFilter filter) => Root + Query(filter);

    /// <summary>What the list shows, as a file.</summary>
    public static string Export(OfferFilter filter) => "/offers/export" + Query(filter with { Page = 1, Size = OfferFilter.DefaultSize });

    /// <summary>The list of one shop's offers.</summary>
    public static string OfShop(string shopId) => List(OfferFilter.All with { ShopId = shopId });

    /// <summary>The filter of an address or a query; whatever is not understood counts as not said.</summary>
    public static OfferFilter Read(string address)
    {
        var query = QueryHelpers.ParseQuery(address.IndexOf('?', StringComparison.Ordinal) is >= 0 and var start ? address[start..].Split('#')[0] : "");
        string? Text(string name) => query.TryGetValue(name, out var values) && values[^1]?.Trim() is { Length: > 0 } text ? text : null;
        T? Named<T>(string name)
            where T : struct, Enum => Text(name) is { } text && Enum.TryParse<T>(text, ignoreCase: true, out var value) && Enum.IsDefined(value) && !char.IsAsciiDigit(text[0]) ? value : null;
        int Number(string name, int usual, int most) =>
            int.TryParse(Text(name), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1 ? Math.Min(number, most) : usual;

        var sort = Named<OfferSort>("sort") ?? OfferSort.Changed;
        return new OfferFilter
        {
            Text = Text("q") is { } typed ? typed[..Math.Min(typed.Length, Fold.MaxLength)] : null,
            Status = Named<EditorialStatus>("status"),
            Phase = Named<Phase>("phase"),
            ShopId = Text("shop"),
            ClubId = Text("club"),
            CategoryId = Text("category"),
            Ending = Text("ending") == "7",
            Sort = sort,
            Descending = Text("dir") switch { "asc" => false, "desc" => true, _ => sort == OfferSort.Changed },
            Page = Number("page", 1, 1_000_000),
            Size = Number("size", OfferFilter.DefaultSize, 200),
        };
    }

    private static string Query(OfferFilter filter)
    {
        var parts = new List<string>();
        void Add(string name, string? value)
        {
            if (!string.IsNullOrEmpty(value))
                parts.Add(name + "=" + Uri.EscapeDataString(value));
        }

        Add("q", filter.Text?.Trim());
        Add("status", filter.Status?.ToString().ToLowerInvariant());
        Add("phase", filter.Phase?.ToString().ToLowerInvariant());
        Add("shop", filter.ShopId);
        Add("club", filter.ClubId);
        Add("category", filter.CategoryId);
        Add("ending", filter.Ending ? "7" : null);
        Add("sort", filter.Sort == OfferSort.Changed ? null : filter.Sort.ToString().ToLowerInvariant());
        Add("dir", filter.Descending == (filter.Sort == OfferSort.Changed) ? null : filter.Descending ? "desc" : "asc");
        Add("page", filter.Page > 1 ? filter.Page.ToString(CultureInfo.InvariantCulture) : null);
        Add("size", filter.Size != OfferFilter.DefaultSize ? filter.Size.ToString(CultureInfo.InvariantCulture) : null);
        return parts.Count == 0 ? "" : "?" + string.Join('&', parts);
    }
}
