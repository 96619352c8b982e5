using Clubshop.Admin.Catalog;
using Clubshop.Admin.Categories;
using Clubshop.Admin.Clubs;
using Clubshop.Admin.Common;
using Clubshop.Admin.MasterData;
using Clubshop.Admin.Shops;
using Clubshop.Admin.Staff;
using Clubshop.Admin.Storage;

namespace Clubshop.Admin.Offers;

/// <summary>
/// Who may change an offer: whom the permission reaches for all its clubs (its shop's, where it has none), before and after. And that its
/// shop, and what it is newly linked to, is there when it is written.
/// </summary>
public sealed class OfferService(
    OfferStore store,
    RecordIndex<OfferRow> offers,
    RecordIndex<ShopRow> shops,
    RecordIndex<ClubRow> clubs,
    ShopService shopService,
    ClubService clubService,
    CategoryService categoryService,
    IEnumerable<IDependants> dependants,
    TimeProvider time)
    : RecordService<Offer>(store, dependants)
{
    /// <inheritdoc/>
    protected override string Kind => OfferKind.Name;

    /// <inheritdoc/>
    public override Offer Clean(Offer record) => OfferRules.Clean(record);

    /// <summary>The rules, against what the index knows to be stored; asked again of the stored offer when it is written.</summary>
    public override IReadOnlyList<Problem> Check(Offer record) => Check(record, record.Stamp.Version == 0 ? null : Known(record));

    /// <summary>All rules, against the offer as it is stored.</summary>
    /// <param name="record">The offer after the change.</param>
    /// <param name="before">As it is stored; null for a new one.</param>
    public IReadOnlyList<Problem> Check(Offer record, Offer? before) =>
        OfferRules.Check(OfferRules.Clean(record), new(time.GetUtcNow(), before, ShopOf(record.ShopId)) { ShopsKnown = shops.State == IndexState.Ready });

    /// <summary>An offer that was published a moment ago may be so again, whatever its shop and its end have become.</summary>
    protected override IReadOnlyList<Problem> CheckBack(Offer record) => Check(record, record);

    /// <summary>Whether the person may create offers, at least for some club.</summary>
    public static bool MayCreate(Actor actor) => actor.Has(Permission.EditCatalog);

    /// <inheritdoc/>
    public override bool MayEdit(Actor actor, Offer record) =>
        record.Stamp.Version == 0 ? MayCreate(actor) : actor.Reaches(Permission.EditCatalog, ClubsOf(record));

    /// <summary>Whether the person may edit the offer of a row.</summary>
    public bool MayEdit(Actor actor, OfferRow row) =>
        actor.Reaches(Permission.EditCatalog, row.ClubIds.Count > 0 ? row.ClubIds : shops.Find(row.ShopId)?.ClubIds ?? []);

    /// <summary>The clubs an offer belongs to: its own, or its shop's.</summary>
    public IReadOnlyList<string> ClubsOf(Offer record) => record.ClubsWith(shops.Find(record.ShopId)?.ClubIds ?? []);

    /// <summary>What the rules ask of a shop; null when it is not known.</summary>
    public OfferShop? ShopOf(string id) => shops.Find(id) is { } row ? new(row.Id, row.Name, row.Status, row.ClubIds) : null;

    /// <summary>Whether the person may publish the shop of an offer, which is not published: the way out of a refusal.</summary>
    public bool MayPublishShop(Actor actor, string shopId) =>
        shops.Find(shopId) is { Status: not (EditorialStatus.Published or EditorialStatus.Deleted) } shop && actor.Reaches(Permission.EditCatalog, shop.ClubIds);

    /// <summary>Publishes the shop of an offer, by the shop's own service.</summary>
    public async Task<Result<Shop>> PublishShopAsync(Actor actor, string shopId, Submit submit, CancellationToken cancellationToken)
    {
        var found = await shopService.FindAsync(actor, shopId, cancellationToken);
        return found.Ok ? await shopService.ChangeStatusAsync(actor, found.Value, EditorialStatus.Published, submit, cancellationToken) : found;
    }

    /// <inheritdoc/>
    protected override Problem? Refusal(Actor actor, Offer? before, Offer after) =>
        ClubReach.Refusal(actor, before is null ? null : ClubsOf(before), ClubsOf(after), "offer", "offers", nameof(Offer.ClubIds), id => clubs.Find(id)?.Name);

    /// <inheritdoc/>
    protected override Task<Result<StepList>> StepsAsync(Offer? before, Offer after, Submit submit, CancellationToken cancellationToken)
    {
        // Restored it is a draft, which asks for nothing. One whose deletion is taken back may be published: then its shop must still be there.
        var comesOrGoes = after.Status == EditorialStatus.Deleted || (before?.Status == EditorialStatus.Deleted && !submit.TakesBack);
        var from = submit.TakesBack ? after : before;
        if (!comesOrGoes && Check(after, from) is { Count: > 0 } problems)
            return Task.FromResult(Result<StepList>.Refused(problems));

        StepList steps =
        [
            .. after.ClubIds.Except(before?.ClubIds ?? []).Select(id => clubService.MustExist(id, nameof(Offer.ClubIds))),
            .. after.CategoryIds.Except(before?.CategoryIds ?? []).Select(id => categoryService.MustExist(id, nameof(Offer.CategoryIds))),
        ];
        if (!comesOrGoes && OfferRules.NeedsShop(from, after))
            steps.Add(shopService.MustBe(after.ShopId, nameof(Offer.ShopId), OfferRules.ShopMayBe(from, after)));

        steps.AddRange(ShopSteps(before, after));
        return Task.FromResult<Result<StepList>>(steps);
    }

    // A published offer needs its shop until it ends: the shop is not deleted meanwhile, and not hidden without a word.
    private IEnumerable<ChangeStep> ShopSteps(Offer? before, Offer after)
    {
        var (did, does) = (before?.Status == EditorialStatus.Published, after.Status == EditorialStatus.Published);
        if (did && (!does || before!.ShopId != after.ShopId))
            yield return References.Drop(shopService.KeyOf(before!.ShopId), OfferKind.Name, after.Id);

        if (does && !(did && before!.ShopId == after.ShopId && before.Ends == after.Ends))
        {
            foreach (var step in References.Add(shopService.KeyOf(after.ShopId), new(OfferKind.Name, after.Id, after.Title), after.Ends))
                yield return step;
        }
    }

    // What the rules ask of the offer as it is stored.
    private Offer Known(Offer record) => offers.Find(record.Id) is { } row ? record with { ShopId = row.ShopId, Status = row.Status, Ends = row.Ends } : record;

    /// <inheritdoc/>
    protected override Problem? Explain(ChangeStep failed, Item? current, Offer after) => failed switch
    {
        ChangeStep.Exists { Field: nameof(Offer.ShopId) } when current is { IsDeleted: false } =>
            OfferRules.ShopHides(ShopOf(after.ShopId)?.Name ?? L["The shop"], ShopService.StatusOf(current)),
        ChangeStep.Exists { Field: nameof(Offer.ShopId) } =>
            new("shop-deleted", L[$"{ShopOf(after.ShopId)?.Name ?? L["The shop"]} was deleted in the meantime. Choose another shop, or restore it first."], nameof(Offer.ShopId)),
        ChangeStep.Exists { Field: nameof(Offer.ClubIds) } =>
            new("gone", L["One of the clubs was deleted in the meantime. Remove it and save again."], nameof(Offer.ClubIds)),
        ChangeStep.Exists =>
            new("gone", L["One of the categories was deleted in the meantime. Remove it and save again."], nameof(Offer.CategoryIds)),
        _ => null,
    };

    /// <inheritdoc/>
    protected override Offer With(Offer record, string slug, string code, EditorialStatus status) => record with { Slug = slug, Code = code, Status = status };

    /// <inheritdoc/>
    protected override (string Name, string Href, EditorialStatus Status)? Describe(string id) =>
        offers.Find(id) is { } row ? (row.Title, OfferUrls.Edit(id), row.Status) : null;
}
