using Clubshop.Admin.Categories;
using Clubshop.Admin.Clubs;
using Clubshop.Admin.MasterData;
using Clubshop.Admin.Shops;

namespace Clubshop.Admin.Notifications.Audiences;

/// <summary>Names of the clubs, shops and categories of an audience.</summary>
public sealed class AudienceNames(RecordIndex<ClubRow> clubs, RecordIndex<ShopRow> shops, RecordIndex<CategoryRow> categories)
{
    /// <summary>The name of a club, shop or category, or that it was deleted.</summary>
    public string Of(AudienceKind kind, string id) => kind switch
    {
        AudienceKind.Shop => shops.Find(id)?.Name ?? L["a deleted shop"],
        AudienceKind.Category => CategoryNames.Of(categories, id),
        _ => ClubNames.Of(clubs, id),
    };

    /// <summary>The name of an id of any of the three; null if nothing has this id.</summary>
    internal string? OfAny(string id) => clubs.Find(id)?.Name ?? shops.Find(id)?.Name ?? categories.Find(id)?.Name;
}
