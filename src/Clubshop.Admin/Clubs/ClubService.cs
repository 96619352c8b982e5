using Clubshop.Admin.Catalog;
using Clubshop.Admin.Common;
using Clubshop.Admin.MasterData;
using Clubshop.Admin.Staff;
using Clubshop.Admin.Storage;

namespace Clubshop.Admin.Clubs;

/// <summary>Who may change a club, and what else must hold. Creating one is for whoever edits the whole catalog; changing one, for whom it is assigned to.</summary>
public sealed class ClubService(ClubStore store, RecordIndex<ClubRow> clubs, IEnumerable<IDependants> dependants)
    : RecordService<Club>(store, dependants)
{
    /// <inheritdoc/>
    protected override string Kind => ClubKind.Name;

    /// <inheritdoc/>
    public override Club Clean(Club record) => ClubRules.Clean(record);

    /// <inheritdoc/>
    public override IReadOnlyList<Problem> Check(Club record) => ClubRules.Check(record);

    /// <summary>Whether the person may create clubs.</summary>
    public static bool MayCreate(Actor actor) => actor.Has(Permission.EditWholeCatalog);

    /// <inheritdoc/>
    public override bool MayEdit(Actor actor, Club record) =>
        record.Stamp.Version == 0 ? MayCreate(actor) : actor.Reaches(Permission.EditCatalog, [record.Id]);

    /// <inheritdoc/>
    protected override Problem? Refusal(Actor actor, Club? before, Club after)
    {
        if (before is null)
            return MayCreate(actor) ? null : Forbidden(L["Creating a club is for Administrators."]);

        if (MayEdit(actor, before))
            return null;

        return actor.Has(Permission.EditCatalog)
            ? Forbidden(L[$"{before.Name} is not assigned to you. An Administrator can assign it, or change it for you."])
            : Forbidden(L["You may see clubs, not change them. Administrators and club administrators can."]);
    }

    /// <inheritdoc/>
    protected override Task<Result<StepList>> StepsAsync(Club? before, Club after, Submit submit, CancellationToken cancellationToken) =>
        Task.FromResult<Result<StepList>>(StepList.None);

    /// <inheritdoc/>
    protected override Problem? Explain(ChangeStep failed, Item? current, Club after) => null;

    /// <inheritdoc/>
    protected override Club With(Club record, string slug, string code, EditorialStatus status) => record with { Slug = slug, Code = code, Status = status };

    /// <inheritdoc/>
    protected override (string Name, string Href, EditorialStatus Status)? Describe(string id) =>
        clubs.Find(id) is { } row ? (row.Name, ClubUrls.Edit(id), row.Status) : null;
}
