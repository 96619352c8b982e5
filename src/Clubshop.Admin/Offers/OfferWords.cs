using Clubshop.Admin.Catalog;
using Clubshop.Admin.Ui;

namespace Clubshop.Admin.Offers;

/// <summary>How the offer pages speak.</summary>
public static class OfferWords
{
    /// <summary>The words and addresses.</summary>
    public static RecordWords All { get; } = new(Kinds.Offer, "offers", Icons.Offers, OfferUrls.Spec.Path, OfferUrls.New(), OfferUrls.Import, OfferUrls.Edit);
}
