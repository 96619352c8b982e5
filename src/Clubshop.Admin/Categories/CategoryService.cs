using Clubshop.Admin.Catalog;
using Clubshop.Admin.Common;
using Clubshop.Admin.MasterData;
using Clubshop.Admin.Staff;
using Clubshop.Admin.Storage;

namespace Clubshop.Admin.Categories;

/// <summary>Who may change categories, and how the tree stays one.</summary>
public sealed class CategoryService(CategoryStore store, RecordIndex<CategoryRow> categories, IEnumerable<IDependants> dependants)
    : RecordService<Category>(store, dependants)
{
    private readonly CategoryStore _store = store;

    /// <inheritdoc/>
    protected override string Kind => CategoryKind.Name;

    /// <inheritdoc/>
    public override Category Clean(Category record) => CategoryRules.Clean(record);

    /// <inheritdoc/>
    public override IReadOnlyList<Problem> Check(Category record) => CategoryRules.Check(record);

    /// <summary>Whether the person may create categories.</summary>
    public static bool MayCreate(Actor actor) => actor.Has(Permission.EditCategories);

    /// <inheritdoc/>
    public override bool MayEdit(Actor actor, Category record) => MayCreate(actor);

    /// <inheritdoc/>
    protected override Problem? Refusal(Actor actor, Category? before, Category after) =>
        MayCreate(actor) ? null : Forbidden(L["You may see categories, not change them. Administrators can."]);

    /// <inheritdoc/>
    protected override async Task<Result<StepList>> StepsAsync(Category? before, Category after, Submit submit, CancellationToken cancellationToken)
    {
        if (after.Status == EditorialStatus.Deleted)
            return await DeletionAsync(before!, cancellationToken);

        var back = before?.Status == EditorialStatus.Deleted;
        if (before is not null && before.ParentId == after.ParentId && !back)
            return StepList.None;

        StepList steps = before is { ParentId.Length: > 0 } && !back ? [References.Drop(CategoryStore.Key(before.ParentId), Kind, after.Id)] : [];
        if (after.ParentId.Length == 0)
            return steps;

        // The guard is read before the path that it guards. A new category has nothing inside it, so it can close no circle.
        var guard = before is null ? 0 : await _store.GuardVersionAsync(cancellationToken);
        var above = await AboveAsync(after, cancellationToken);
        if (!above.Ok)
            return Result<StepList>.Refused(above.Problems);

        var height = before is null ? 1 : new CategoryTree(categories.All()).HeightOf(after.Id);
        if (CategoryRules.Place(after, above.Value, height) is { } problem)
            return problem;

        steps.Add(new ChangeStep.Exists(CategoryStore.Key(after.ParentId), nameof(Category.ParentId)));
        steps.AddRange(References.Add(CategoryStore.Key(after.ParentId), new(Kind, after.Id, after.Name), until: null));
        if (before is not null)
            steps.Add(new ChangeStep.Advance(CategoryStore.Guard, guard));

        return steps;
    }

    // What the index knows to be inside was asked before; here it is what another instance put there in the seconds since.
    private async Task<Result<StepList>> DeletionAsync(Category before, CancellationToken cancellationToken)
    {
        var inside = await _store.ReferencesAsync(before.Id, cancellationToken);
        if (inside.All.Count > 0)
        {
            return new Problem(Consequences.InUse, inside.All.Count == 1
                ? L[$"{inside.All[0].Name} is inside it. Move or delete it first."]
                : L[$"{inside.All.Count} categories are inside it. Move or delete them first."]);
        }

        StepList steps = [.. inside.Unmoved];
        if (before.ParentId.Length > 0)
            steps.Add(References.Drop(CategoryStore.Key(before.ParentId), Kind, before.Id));

        return steps;
    }

    /// <inheritdoc/>
    protected override Problem? Explain(ChangeStep failed, Item? current, Category after) => failed is ChangeStep.Exists ? ParentGone() : null;

    /// <inheritdoc/>
    protected override Category With(Category record, string slug, string code, EditorialStatus status) =>
        record with { Slug = slug, Code = code, Status = status };

    /// <inheritdoc/>
    protected override (string Name, string Href, EditorialStatus Status)? Describe(string id) =>
        categories.Find(id) is { } row ? (row.Name, CategoryUrls.Edit(id), row.Status) : null;

    /// <summary>Names repeat in a tree ("Fuel" of crafts and of shops): the parent's slug tells them apart before a number does.</summary>
    protected override IEnumerable<string> SlugsFor(Category record)
    {
        var slugs = base.SlugsFor(record).ToList();
        var parent = categories.Find(record.ParentId);
        return parent is null ? slugs : [slugs[0], Slug.WithSuffix(parent.Slug, slugs[0].Length <= 40 ? slugs[0] : slugs[0][..40].TrimEnd('-')), .. slugs.Skip(1)];
    }

    private static Problem ParentGone() =>
        new("parent-gone", L["The parent is deleted or no longer exists. Choose another, or restore it first."], nameof(Category.ParentId));

    // From the store, not from the index, which may be seconds behind another instance. Ends at a circle that is there already.
    private async Task<Result<List<Category>>> AboveAsync(Category category, CancellationToken cancellationToken)
    {
        var above = new List<Category>();
        for (var id = category.ParentId; id.Length > 0 && above.All(one => one.Id != id);)
        {
            if (await _store.FindAsync(id, cancellationToken) is not { Record: { Status: not EditorialStatus.Deleted } parent })
                return above.Count == 0 ? ParentGone() : above;

            above.Add(parent);
            id = parent.ParentId;
        }

        return above;
    }
}
