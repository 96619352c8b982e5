using Clubshop.Admin.Catalog;
using Clubshop.Admin.Catalog.Fields;
using Clubshop.Admin.Common;
using Clubshop.Admin.MasterData;

namespace Clubshop.Admin.Categories;

/// <summary>A category: what shops and offers are about. Categories are a tree of at most <see cref="CategoryRules.LevelsAtMost"/> levels.</summary>
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

/// <summary>What people edit of a category: each field once, with all that is done with it.</summary>
public static class CategoryFields
{
    /// <summary>What people call it.</summary>
    public static LineField<Category> Name { get; } = new(category => category.Name)
    {
        Label = L.Later("Name"),
        Attribute = "name",
        Column = new("name", L.Later("up to 120 characters")) { Required = true },
        Member = "name",
        MaxLength = TextRules.NameLength,
        Required = true,
        Missing = L.Later("Write the category's name."),
    };

    /// <summary>The category that it is inside; <see cref="CategoryRules"/> says which may be.</summary>
    public static LinkField<Category> ParentId { get; } = new(category => category.ParentId, CategoryKind.Name)
    {
        Label = L.Later("Parent"),
        HelperText = L.Later("The category it is inside. Left empty, it stands at the top."),
        Placeholder = L.Later("None: at the top"),
        Attribute = "parentId",
        Column = new("parent", L.Later("the code of the category that it is inside, which may come later in the file; empty: at the top")),
        Member = "parent",
        Optional = true,
    };

    /// <summary>Its part of a public address.</summary>
    public static SlugField<Category> Slug { get; } = new(category => category.Slug, L.Later("its part of a public address; empty: made of the name, and of the parent where the name's is taken"));

    /// <summary>What import files call it.</summary>
    public static CodeField<Category> Code { get; } = new(category => category.Code, L.Later("what the category is known by in files; a row with the code of one that is there changes it"));

    /// <summary>What belongs in it.</summary>
    public static LinesField<Category> Description { get; } = new(category => category.Description)
    {
        Label = L.Later("Description"),
        Attribute = "description",
        Column = new("description", L.Later("up to 4,000 characters")),
        Member = "description",
        MaxLength = TextRules.TextLength,
        Optional = true,
    };

    /// <summary>What people decided.</summary>
    public static EditorialStatusField<Category> Status { get; } = new(category => category.Status);

    /// <summary>All of them, in the form's order. The columns and members keep the order in which others know them; a new one follows at the end.</summary>
    public static FieldSet<Category> All { get; } = new((id, stamp) => new() { Id = id, Stamp = stamp }, [Name, ParentId, Slug, Code, Description, Status])
    {
        Columns = [Code, ParentId],
        Checks = [Name, Slug, Code, Description],
        Members = [Name, Slug, Code, Description],
    };
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
