using Clubshop.Admin.Categories;
using Clubshop.Admin.Clubs;
using Clubshop.Admin.Common;
using Clubshop.Admin.MasterData;
using Clubshop.Admin.Shops;

namespace Clubshop.Admin.Registry;

/// <summary>What can be followed: the catalog as the index has it.</summary>
public sealed class FollowTargets(RecordIndex<ClubRow> clubs, RecordIndex<ShopRow> shops, RecordIndex<CategoryRow> categories)
{
    /// <summary>Why this cannot be followed; null when it can. While the index is read for the first time, what is not in it yet cannot be told.</summary>
    public Problem? Refuse(Follow follow)
    {
        var (status, ready) = follow.Kind switch
        {
            FollowKind.Club => (clubs.Find(follow.Id)?.Status, clubs.State != IndexState.Loading),
            FollowKind.Shop => (shops.Find(follow.Id)?.Status, shops.State != IndexState.Loading),
            FollowKind.Category => (categories.Find(follow.Id)?.Status, categories.State != IndexState.Loading),
            _ => throw new ArgumentOutOfRangeException(nameof(follow), follow.Kind, null),
        };
        var kind = follow.Kind.ToString().ToLowerInvariant();
        return status switch
        {
            null when !ready => new("not-ready", "The catalog is being loaded. Try again in a minute."),
            null or EditorialStatus.Deleted => new($"unknown-{kind}", $"There is no {kind} with this id.", "id"),
            _ => null,
        };
    }
}
