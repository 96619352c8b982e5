using Clubshop.Admin.Categories;
using Clubshop.Admin.Clubs;
using Clubshop.Admin.MasterData;
using Clubshop.Admin.Shops;

namespace Clubshop.Admin.Notifications.Audiences;

/// <summary>Names of what an audience names by id.</summary>
public sealed class AudienceNames(RecordIndex<ClubRow> clubs, RecordIndex<ShopRow> shops, RecordIndex<CategoryRow> categories)
{
    /// <summary>The name of a club, shop or category; that it is gone, where it is.</summary>
    public string Of(AudienceKind kind, string id) => kind switch
    {
        AudienceKind.Shop => shops.Find(id)?.Name ?? "a shop that is gone",
        AudienceKind.Category => CategoryNames.Of(categories, id),
        _ => ClubNames.Of(clubs, id),
    };

    /// <summary>The name of an id of any of the three; the id itself where nothing has it (any more).</summary>
    internal string? OfAny(string id) => clubs.Find(id)?.Name ?? shops.Find(id)?.Name ?? categories.Find(id)?.Name;
}
