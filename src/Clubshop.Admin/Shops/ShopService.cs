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
    // Steps of a change that fit its transaction, beside the slug's and the code's.
    private const int MaxSteps = 84;

    private readonly ShopStore _store = store;

    /// <inheritdoc/>
    protected override string Kind => ShopKind.Name;

    /// <inheritdoc/>
    public override Shop Clean(Shop record) => ShopRules.Clean(record);

    /// <inheritdoc/>
    public override IReadOnlyList<Problem> Check(Shop record) => ShopRules.Check(record);

    /// <summary>Whether the person may create shops, at least for some club.</summary>
    public static bool MayCreate(Actor actor) => actor.Has(Permission.EditCatalog);

    /// <inheritdoc/>
    public override bool MayEdit(Actor actor, Shop record) =>
        record.Stamp.Version == 0 ? MayCreate(actor) : actor.Reaches(Permission.EditCatalog, record.ClubIds);

    /// <summary>A step of another record's change, which holds only while the shop is there and has one of these statuses; null for any.</summary>
    internal ChangeStep MustBe(string id, string field, IReadOnlyList<EditorialStatus>? statuses) => statuses is null
        ? MustExist(id, field)
        : new ChangeStep.Exists(KeyOf(id), field) { Attribute = ShopFields.Status.Attribute, Values = [.. statuses.Select(Item.TextOf)] };

    /// <summary>The status of a shop's item.</summary>
    internal static EditorialStatus StatusOf(Item item) => item.GetEnum<EditorialStatus>(ShopFields.Status.Attribute);

    /// <inheritdoc/>
    protected override Problem? Refusal(Actor actor, Shop? before, Shop after) =>
        ClubReach.Refusal(actor, before?.ClubIds, after.ClubIds, "shop", "shops", nameof(Shop.ClubIds), id => clubs.Find(id)?.Name);

    /// <inheritdoc/>
    protected override async Task<Result<StepList>> StepsAsync(Shop? before, Shop after, Submit submit, CancellationToken cancellationToken)
    {
        StepList steps =
        [
            // Only what is newly linked must be there: a shop whose club was deleted can still be saved.
            .. after.ClubIds.Except(before?.ClubIds ?? []).Select(id => clubService.MustExist(id, nameof(Shop.ClubIds))),
            .. after.CategoryIds.Except(before?.CategoryIds ?? []).Select(id => categoryService.MustExist(id, nameof(Shop.CategoryIds))),
        ];
        if (before is null || !(after.Status == EditorialStatus.Deleted || (!submit.Decided && StatusMoves.Hides(before.Status, after.Status))))
            return steps;

        // What the index knows was asked before; here it is what another instance published in the seconds since.
        var found = await _store.ReferencesAsync(after.Id, cancellationToken);
        if (found.All.Count > 0)
            return after.Status == EditorialStatus.Deleted ? InUse(found.All) : NeedsDecision(found.All);

        // All of them where a shop is deleted, which links nothing. One that is hidden while it is given eighty links leaves some guards unasked.
        steps.AddRange(found.Unmoved.Take(Math.Max(0, MaxSteps - steps.Count)));
        return steps;
    }

    private static Problem InUse(IReadOnlyList<Reference> offers) => new(
        Consequences.InUse,
        offers.Count == 1
            ? L[$"The offer {offers[0].Name} of this shop is published. Pause or archive it first."]
            : L[$"{Money.Grouped(offers.Count)} offers of this shop are published. Pause or archive them first."]);

    private static Problem NeedsDecision(IReadOnlyList<Reference> offers) => new(
        Consequences.NeedsDecision,
        offers.Count == 1
            ? L[$"The offer {offers[0].Name} of this shop is published: customers no longer see it."]
            : L[$"{Money.Grouped(offers.Count)} offers of this shop are published: customers no longer see them."],
        nameof(Shop.Status));

    /// <inheritdoc/>
    protected override Problem? Explain(ChangeStep failed, Item? current, Shop after) => failed switch
    {
        ChangeStep.Exists { Field: nameof(Shop.ClubIds) } => new("gone", L["One of the clubs was deleted in the meantime. Remove it and save again."], nameof(Shop.ClubIds)),
        ChangeStep.Exists => new("gone", L["One of the categories was deleted in the meantime. Remove it and save again."], nameof(Shop.CategoryIds)),
        _ => null,
    };

    /// <inheritdoc/>
    protected override Shop With(Shop record, string slug, string code, EditorialStatus status) => record with { Slug = slug, Code = code, Status = status };

    /// <inheritdoc/>
    protected override (string Name, string Href, EditorialStatus Status)? Describe(string id) =>
        shops.Find(id) is { } row ? (row.Name, ShopUrls.Edit(id), row.Status) : null;
}
