using Clubshop.Admin.Catalog.Fields;
using Clubshop.Admin.Ui;

namespace Clubshop.Admin.Offers.Hindi;

/// <summary>An offer's texts in Hindi beside those in English: which are missing. Pure.</summary>
public static class HindiTexts
{
    private static readonly (LineField<Offer> English, LineField<Offer> Hindi)[] Pairs =
    [
        (OfferFields.Title, OfferFields.TitleHi), (OfferFields.Description, OfferFields.DescriptionHi), (OfferFields.Terms, OfferFields.TermsHi),
    ];

    /// <summary>The texts without Hindi: those that are written, are not in Hindi themselves, and have no text in Hindi. As the form calls them.</summary>
    public static IReadOnlyList<string> Missing(Offer offer) =>
        [.. Pairs.Where(pair => NeedsHindi(pair.English.Get(offer)) && pair.Hindi.Get(offer).Length == 0).Select(pair => pair.English.Label)];

    /// <summary>How much of the offer is in Hindi: "2 of 3 texts missing: title and terms."</summary>
    public static string Sentence(Offer offer)
    {
        var missing = Missing(offer);
        var needed = Pairs.Count(pair => NeedsHindi(pair.English.Get(offer)));
        return (needed, missing.Count) switch
        {
            (0, _) => L["For customers who read Hindi. Nothing to translate so far."],
            (_, 0) => L["For customers who read Hindi. Everything is there."],
            (1, 1) => L[$"For customers who read Hindi. Missing: {List(missing)}. Until then they read English."],
            var (all, some) => L[$"For customers who read Hindi. {some} of {all} missing: {List(missing)}. Until then they read English."],
        };
    }

    private static bool NeedsHindi(string english) => english.Length > 0 && ScriptOf.Lang(english) != "hi";

    private static string List(IReadOnlyList<string> labels) => Format.Listed([.. labels.Select(label => L[label].ToLowerInvariant())]);
}
