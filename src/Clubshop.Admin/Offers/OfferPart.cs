namespace Clubshop.Admin.Offers;

/// <summary>Where on the page of an offer a part of another capability stands.</summary>
public enum OfferPlace
{
    /// <summary>A card beside the form, below the status.</summary>
    Side,

    /// <summary>A line below what customers see in the app.</summary>
    Preview,
}

/// <summary>
/// A part of the page of an offer that a later capability adds, such as its coupons: offers know nothing of them. Registered as a singleton by the
/// capability's setup. The component has a parameter <c>Offer</c>, the offer as it is saved; it is drawn for saved offers only.
/// </summary>
/// <param name="Place">Where it stands.</param>
/// <param name="Component">The component.</param>
public sealed record OfferPart(OfferPlace Place, Type Component);

/// <summary>All parts that were registered.</summary>
public sealed class OfferPartList(IEnumerable<OfferPart> parts)
{
    private readonly IReadOnlyList<OfferPart> _parts = [.. parts];

    /// <summary>Those of one place, in the order of their registration.</summary>
    public IEnumerable<OfferPart> In(OfferPlace place) => _parts.Where(part => part.Place == place);
}
