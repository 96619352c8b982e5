using Clubshop.Admin.Catalog;
using Clubshop.Admin.Categories;
using Clubshop.Admin.Clubs;
using Clubshop.Admin.Common;
using Clubshop.Admin.MasterData;
using Clubshop.Admin.Staff;
using Clubshop.Admin.Storage;

namespace Clubshop.Admin.Shops;

/// <summary>Who may change a shop: whom the permission reaches for all clubs it is linked to, before and after. And that what it links to is there.</summary>
public sealed class ShopService(
    ShopStore store, RecordIndex<ShopRow> shops, RecordIndex<ClubRow> clubs, ClubService clubService, CategoryService categoryService, IEnumerable<IDependants> dependants)
    : RecordService<Shop>(store, dependants)
{
    /// <inheritdoc/>
    protected override string Kind => Kinds.Shop;

    /// <inheritdoc/>
    public override Shop Clean(Shop record) => ShopRules.Clean(record);

    /// <inheritdoc/>
    public override IReadOnlyList<Problem> Check(Shop record) => ShopRules.Check(record);

    /// <summary>Whether the person may create shops, at least for some club.</summary>
    public static bool MayCreate(Actor actor) => actor.Has(Permission.EditCatalog);

    /// <inheritdoc/>
    public override bool MayEdit(Actor actor, Shop record) =>
        record.Stamp.Version == 0 ? MayCreate(actor) : actor.Reaches(Permission.EditCatalog, record.ClubIds);

    /// <inheritdoc/>
    protected override Problem? Refusal(Actor actor, Shop? before, Shop after) =>
        ClubReach.Refusal(actor, before?.ClubIds, after.ClubIds, "shop", "shops", nameof(Shop.ClubIds), id => clubs.Find(id)?.Name);

    /// <inheritdoc/>
    protected override Task<Result<StepList>> StepsAsync(Shop? before, Shop after, CancellationToken cancellationToken) =>
        Task.FromResult<Result<StepList>>(new StepList(
        [
            // Only what is newly linked must be there: a shop whose club was deleted can still be saved.
            .. after.ClubIds.Except(before?.ClubIds ?? []).Select(id => clubService.MustExist(id, nameof(Shop.ClubIds))),
            .. after.CategoryIds.Except(before?.CategoryIds ?? []).Select(id => categoryService.MustExist(id, nameof(Shop.CategoryIds))),
        ]));

    /// <inheritdoc/>
    protected override Problem? Explain(ChangeStep failed, Shop after) => failed switch
    {
        ChangeStep.Exists { Field: nameof(Shop.ClubIds) } => new("gone", "One of the clubs was deleted in the meantime. Take it away and save again.", nameof(Shop.ClubIds)),
        ChangeStep.Exists => new("gone", "One of the categories was deleted in the meantime. Take it away and save again.", nameof(Shop.CategoryIds)),
        _ => null,
    };

    /// <inheritdoc/>
    protected override Shop With(Shop record, string slug, string code, EditorialStatus status) => record with { Slug = slug, Code = code, Status = status };

    /// <inheritdoc/>
    protected override (string Name, string Href, EditorialStatus Status)? Describe(string id) =>
        shops.Find(id) is { } row ? (row.Name, ShopUrls.Edit(id), row.Status) : null;
}
