using System.Globalization;
using Clubshop.Admin.Catalog;
using Clubshop.Admin.Catalog.Lists;
using Clubshop.Admin.Common;
using Clubshop.Admin.Input;

namespace Clubshop.Admin.Offers;

/// <summary>Every address of the offers; the only place that knows how they are written.</summary>
public static class OfferUrls
{
    /// <summary>Filter by phase: scheduled, live, ended.</summary>
    public const string PhaseFilter = "phase";

    /// <summary>Filter by shop id.</summary>
    public const string ShopFilter = "shop";

    /// <summary>Filter by club id.</summary>
    public const string ClubFilter = "club";

    /// <summary>Filter by category id.</summary>
    public const string CategoryFilter = "category";

    /// <summary>Filter by a near end; its one value is <see cref="Soon"/>.</summary>
    public const string EndingFilter = "ending";

    /// <summary>Within seven days.</summary>
    public const string Soon = "7";

    /// <summary>Filter by who sees the offer; its one value is <see cref="Nobody"/>.</summary>
    public const string SeenFilter = "seen";

    /// <summary>Live, and no customer sees it (<see cref="OfferSight"/>).</summary>
    public const string Nobody = "nobody";

    /// <summary>Filter by what is left of an offer's own coupon codes: <see cref="Low"/> or <see cref="Empty"/>.</summary>
    public const string StockFilter = "stock";

    /// <summary>As many codes left as the warning level or fewer.</summary>
    public const string Low = "low";

    /// <summary>No code left.</summary>
    public const string Empty = "none";

    /// <summary>Filter by what is missing in Hindi; its one value is <see cref="Missing"/>.</summary>
    public const string HindiFilter = "hindi";

    /// <summary>A text without its Hindi (<see cref="Hindi.HindiTexts"/>).</summary>
    public const string Missing = "missing";

    /// <summary>What the list can be asked for; newest change first by default.</summary>
    public static ListSpec Spec { get; } = new("/offers", ["changed", "title", "shop", "status", "phase", "ends"],
        [PhaseFilter, ShopFilter, ClubFilter, CategoryFilter, EndingFilter, SeenFilter, StockFilter, HindiFilter])
    {
        Descending = true,
        Knows = (filter, value) => filter switch
        {
            PhaseFilter => EnumReader.Read<Phase>(value) is not null,
            EndingFilter => value == Soon,
            StockFilter => value is Low or Empty,
            HindiFilter => value == Missing,
            _ => true,
        },
    };

    /// <summary>The import of offers.</summary>
    public const string Import = "/offers/import";

    /// <summary>The list, unfiltered.</summary>
    public static ListQuery All => ListQuery.Parse(Spec, "");

    /// <summary>The form of a new offer, its shop chosen where one is given.</summary>
    public static string New(string? shopId = null) => shopId is null ? "/offers/new" : "/offers/new?shop=" + Uri.EscapeDataString(shopId);

    /// <summary>The page of one offer.</summary>
    public static string Edit(string id) => "/offers/" + Uri.EscapeDataString(id);

    /// <summary>Opens, on the page of an offer, why customers do not see it.</summary>
    public const string WhyQuery = "why";

    /// <summary>The page of one offer, with why customers do not see it.</summary>
    public static string Why(string id) => $"{Edit(id)}?{WhyQuery}=1";

    /// <summary>What customers see of one offer.</summary>
    /// <param name="id">The offer.</param>
    /// <param name="at">The moment; null for now.</param>
    /// <param name="clubId">The club whose customers; null for any.</param>
    /// <param name="wide">On a wide screen instead of a phone.</param>
    /// <param name="hindi">For customers who chose Hindi.</param>
    public static string Preview(string id, DateTimeOffset? at = null, string? clubId = null, bool wide = false, bool hindi = false)
    {
        string?[] parts =
        [
            at is { } moment ? "at=" + Ist.From(moment).ToString(MomentPattern, CultureInfo.InvariantCulture) : null,
            clubId is null ? null : "club=" + Uri.EscapeDataString(clubId),
            wide ? "on=wide" : null,
            hindi ? "in=hi" : null,
        ];
        var query = string.Join('&', parts.OfType<string>());
        return Edit(id) + "/preview" + (query.Length > 0 ? "?" + query : "");
    }

    /// <summary>The moment in the address of a preview (UTC); null where there is none that can be read.</summary>
    public static DateTimeOffset? MomentOf(string? text) =>
        DateTime.TryParseExact(text, MomentPattern, CultureInfo.InvariantCulture, DateTimeStyles.None, out var onTheClock) ? Ist.ToUtc(onTheClock) : null;

    private const string MomentPattern = "yyyy-MM-ddTHH:mm";

    /// <summary>The offers of one shop.</summary>
    public static string OfShop(string shopId) => All.WithFilter(ShopFilter, shopId).Href;

    /// <summary>The offers of one club.</summary>
    public static string OfClub(string clubId) => All.WithFilter(ClubFilter, clubId).Href;

    /// <summary>The offers of any of these clubs.</summary>
    public static ListQuery OfClubs(IEnumerable<string> clubIds) => All.WithFilter(ClubFilter, string.Join(',', clubIds.Order(StringComparer.Ordinal)));

    /// <summary>The ids in a filter by club: one, or several with commas between them.</summary>
    public static IReadOnlyList<string> ClubsIn(string filter) => filter.Split(',', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>The live offers that no customer sees, the latest change first.</summary>
    public static string SeenByNobody => All.WithFilter(SeenFilter, Nobody).Href;

    /// <summary>The offers of one category and those beneath it.</summary>
    public static string OfCategory(string categoryId) => All.WithFilter(CategoryFilter, categoryId).Href;

    /// <summary>The offers in one phase.</summary>
    public static string InPhase(Phase phase) => All.WithFilter(PhaseFilter, phase.ToString().ToLowerInvariant()).Href;

    /// <summary>The offers that end within seven days, the nearest end first.</summary>
    public static string EndingSoon => (All.WithFilter(EndingFilter, Soon) with { Sort = "ends", Descending = false }).Href;
}
