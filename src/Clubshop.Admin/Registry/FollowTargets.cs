using Clubshop.Admin.Categories;
using Clubshop.Admin.Clubs;
using Clubshop.Admin.Common;
using Clubshop.Admin.MasterData;
using Clubshop.Admin.Shops;

namespace Clubshop.Admin.Registry;

/// <summary>Checks what can be followed, against the in-memory index of the catalog.</summary>
public sealed class FollowTargets(RecordIndex<ClubRow> clubs, RecordIndex<ShopRow> shops, RecordIndex<CategoryRow> categories)
{
    /// <summary>Why this cannot be followed; null if it can. While the index loads for the first time, a missing record is reported as not ready.</summary>
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
