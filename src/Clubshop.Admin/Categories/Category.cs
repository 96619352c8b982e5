using Clubshop.Admin.Catalog;
using Clubshop.Admin.Common;
using Clubshop.Admin.MasterData;

namespace Clubshop.Admin.Categories;

/// <summary>A category: what shops and offers are about. Categories are a tree, <see cref="CategoryRules.LevelsAtMost"/> levels deep at most.</summary>
public sealed record Category : ICatalogRecord
{
    /// <inheritdoc/>
    public required string Id { get; init; }

    /// <summary>What people call it; 1 to <see cref="TextRules.NameLength"/> characters.</summary>
    public string Name { get; init; } = "";

    /// <inheritdoc/>
    public string Slug { get; init; } = "";

    /// <inheritdoc/>
    public string Code { get; init; } = "";

    /// <summary>What belongs in it; up to <see cref="TextRules.TextLength"/> characters, plain text. Empty where nothing is said.</summary>
    public string Description { get; init; } = "";

    /// <summary>Id of the category that it is inside; empty at the top.</summary>
    public string ParentId { get; init; } = "";

    /// <inheritdoc/>
    public EditorialStatus Status { get; init; }

    /// <inheritdoc/>
    public Stamp Stamp { get; init; } = Stamp.Unsaved;
}

/// <summary>What people edit of a category, in the form's order.</summary>
public static class CategoryFields
{
    /// <summary>The fields.</summary>
    public static IReadOnlyList<Field<Category>> All { get; } =
    [
        Field<Category>.Of(nameof(Category.Name), "Name", category => category.Name, (category, value) => category with { Name = value }),
        Field<Category>.Of(nameof(Category.ParentId), "Parent", category => category.ParentId, (category, value) => category with { ParentId = value }),
        Field<Category>.Of(nameof(Category.Slug), "Slug", category => category.Slug, (category, value) => category with { Slug = value }),
        Field<Category>.Of(nameof(Category.Code), "Code", category => category.Code, (category, value) => category with { Code = value }),
        Field<Category>.Of(nameof(Category.Description), "Description", category => category.Description, (category, value) => category with { Description = value }),
        Field<Category>.Of(nameof(Category.Status), "Status", category => category.Status, (category, value) => category with { Status = value }),
    ];
}

/// <summary>A category as the lists see it.</summary>
public sealed record CategoryRow : ICatalogRow
{
    /// <inheritdoc/>
    public required string Id { get; init; }

    /// <inheritdoc/>
    public required long Version { get; init; }

    /// <inheritdoc/>
    public required string Folded { get; init; }

    /// <inheritdoc/>
    public required EditorialStatus Status { get; init; }

    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>Its name as the list orders it.</summary>
    public required string NameKey { get; init; }

    /// <summary>Its slug.</summary>
    public required string Slug { get; init; }

    /// <summary>Its code.</summary>
    public required string Code { get; init; }

    /// <summary>Id of the category that it is inside; empty at the top.</summary>
    public required string ParentId { get; init; }

    /// <summary>When it was changed last (UTC).</summary>
    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>The name of who changed it last.</summary>
    public required string UpdatedBy { get; init; }

    /// <summary>The row of a category.</summary>
    public static CategoryRow Of(Category category) => new()
    {
        Id = category.Id,
        Version = category.Stamp.Version,
        Folded = Fold.Text($"{category.Name} {category.Code} {category.Slug}"),
        Status = category.Status,
        Name = category.Name,
        NameKey = Fold.Text(category.Name),
        Slug = category.Slug,
        Code = category.Code,
        ParentId = category.ParentId,
        UpdatedAt = category.Stamp.UpdatedAt,
        UpdatedBy = category.Stamp.UpdatedBy,
    };
}
