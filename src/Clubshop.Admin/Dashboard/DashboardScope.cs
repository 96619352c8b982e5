using Clubshop.Admin.Catalog.Lists;
using Clubshop.Admin.Offers;
using Clubshop.Admin.Staff;

namespace Clubshop.Admin.Dashboard;

/// <summary>Whose offers a dashboard is about: everybody's, or those of the clubs assigned to a club administrator.</summary>
/// <param name="Clubs">Ids of the clubs; null for the whole catalog.</param>
public sealed record DashboardScope(IReadOnlySet<string>? Clubs)
{
    /// <summary>Clubs that an address can name.</summary>
    public const int MostInAddress = 20;

    /// <summary>That of a person.</summary>
    public static DashboardScope Of(Actor actor) => new(DashboardParts.Of(actor).OwnClubs ? actor.Clubs : null);

    /// <summary>Whether an offer of these clubs is in it.</summary>
    public bool Has(IReadOnlyList<string> clubs) => Clubs is null || clubs.Any(Clubs.Contains);

    /// <summary>The address of a list of the offers in it; null when it names too many clubs for an address, or none.</summary>
    /// <param name="narrow">What else the list is narrowed to.</param>
    public string? ListHref(Func<ListQuery, ListQuery> narrow) => Clubs switch
    {
        null => narrow(OfferUrls.All).Href,
        { Count: > 0 and <= MostInAddress } => narrow(OfferUrls.OfClubs(Clubs)).Href,
        _ => null,
    };
}
