using Clubshop.Admin.Ui;

namespace Clubshop.Admin.Offers;

/// <summary>
/// Who sees an offer, in words. Clubs limit it to their customers: its own, or its shop's where it has none. Without either nothing limits it: it
/// stands in no club's list, and every customer finds it by its shop and its categories (docs/cache-contract.md, "Show an offer"). Pure.
/// </summary>
public static class OfferViewers
{
    private const int Named = 3;

    /// <summary>The sentence above the clubs of an offer's form.</summary>
    /// <param name="clubIds">Ids of its own clubs.</param>
    /// <param name="shop">Its shop; null while none is chosen.</param>
    /// <param name="nameOf">The name of a club.</param>
    public static string Sentence(IReadOnlyList<string> clubIds, OfferShop? shop, Func<string, string> nameOf) => (clubIds.Count, shop) switch
    {
        ( > 0, _) => L[$"The customers of {Format.Count(clubIds.Count, "club", "clubs")}."],
        (_, null) => L["Without clubs of its own, the offer has those of its shop."],
        (_, { ClubIds.Count: 0 }) => L[$"Every customer: neither this offer nor {shop.Name} has a club, so none limits it."],
        (_, { ClubIds.Count: > Named } of) => L[$"Without clubs of its own, the offer has those of {of.Name}: {Names(of, nameOf)} and {Format.Number(of.ClubIds.Count - Named)} more."],
        (_, { } of) => L[$"Without clubs of its own, the offer has those of {of.Name}: {Names(of, nameOf)}."],
    };

    /// <summary>Why every customer sees the offer once it is published; null where clubs limit it, and where its shop is not known.</summary>
    /// <param name="clubIds">Ids of its own clubs.</param>
    /// <param name="shop">Its shop.</param>
    public static string? ForEverybody(IReadOnlyList<string> clubIds, OfferShop? shop) => clubIds.Count == 0 && shop is { ClubIds.Count: 0 }
        ? L[$"Neither this offer nor {shop.Name} has a club, so none limits it. Every customer finds it by the shop and its categories."]
        : null;

    /// <summary>The fact "Clubs" of a stored offer.</summary>
    /// <param name="clubIds">Ids of its own clubs.</param>
    /// <param name="shop">Its shop; null when it is gone.</param>
    public static string Clubs(IReadOnlyList<string> clubIds, OfferShop? shop) => (clubIds.Count, shop) switch
    {
        ( > 0, _) => Format.Count(clubIds.Count, "club", "clubs"),
        (_, { ClubIds.Count: 1 }) => L[$"1 club of {shop.Name}"],
        (_, { ClubIds.Count: > 1 }) => L[$"{Format.Number(shop.ClubIds.Count)} clubs of {shop.Name}"],
        _ => L["None: for every customer"],
    };

    private static string Names(OfferShop shop, Func<string, string> nameOf) => string.Join(", ", shop.ClubIds.Take(Named).Select(nameOf));
}
