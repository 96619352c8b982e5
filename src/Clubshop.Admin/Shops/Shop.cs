using Clubshop.Admin.Catalog;
using Clubshop.Admin.Common;
using Clubshop.Admin.MasterData;

namespace Clubshop.Admin.Shops;

/// <summary>A shop: who grants the offers. It belongs to the clubs it is linked to.</summary>
public sealed record Shop : ICatalogRecord
{
    /// <inheritdoc/>
    public required string Id { get; init; }

    /// <summary>What people call it; 1 to <see cref="TextRules.NameLength"/> characters. Two shops may carry one name.</summary>
    public string Name { get; init; } = "";

    /// <inheritdoc/>
    public string Slug { get; init; } = "";

    /// <inheritdoc/>
    public string Code { get; init; } = "";

    /// <summary>What it sells; up to <see cref="TextRules.TextLength"/> characters, plain text. Empty where nothing is said.</summary>
    public string Description { get; init; } = "";

    /// <summary>Its page on the web, http or https; empty without one.</summary>
    public string Website { get; init; } = "";

    /// <summary>Where it is; up to <see cref="TextRules.CityLength"/> characters, empty for one that is everywhere or online.</summary>
    public string City { get; init; } = "";

    /// <summary>Ids of the clubs it is for, in no order of meaning; up to <see cref="TextRules.LinksAtMost"/>. Without any it is the Administrators'.</summary>
    public IReadOnlyList<string> ClubIds { get; init; } = [];

    /// <summary>Ids of the categories it is in, in no order of meaning; up to <see cref="TextRules.LinksAtMost"/>.</summary>
    public IReadOnlyList<string> CategoryIds { get; init; } = [];

    /// <inheritdoc/>
    public EditorialStatus Status { get; init; }

    /// <inheritdoc/>
    public Stamp Stamp { get; init; } = Stamp.Unsaved;
}

/// <summary>What people edit of a shop, in the form's order.</summary>
public static class ShopFields
{
    /// <summary>The fields.</summary>
    public static IReadOnlyList<Field<Shop>> All { get; } =
    [
        Field<Shop>.Of(nameof(Shop.Name), "Name", shop => shop.Name, (shop, value) => shop with { Name = value }),
        Field<Shop>.Of(nameof(Shop.Slug), "Slug", shop => shop.Slug, (shop, value) => shop with { Slug = value }),
        Field<Shop>.Of(nameof(Shop.Code), "Code", shop => shop.Code, (shop, value) => shop with { Code = value }),
        Field<Shop>.Of(nameof(Shop.Description), "Description", shop => shop.Description, (shop, value) => shop with { Description = value }),
        Field<Shop>.Of(nameof(Shop.Website), "Website", shop => shop.Website, (shop, value) => shop with { Website = value }),
        Field<Shop>.Of(nameof(Shop.City), "City", shop => shop.City, (shop, value) => shop with { City = value }),
        Field<Shop>.OfIds(nameof(Shop.ClubIds), "Clubs", shop => shop.ClubIds, (shop, value) => shop with { ClubIds = value }),
        Field<Shop>.OfIds(nameof(Shop.CategoryIds), "Categories", shop => shop.CategoryIds, (shop, value) => shop with { CategoryIds = value }),
        Field<Shop>.Of(nameof(Shop.Status), "Status", shop => shop.Status, (shop, value) => shop with { Status = value }),
    ];
}

/// <summary>A shop as the lists see it.</summary>
public sealed record ShopRow : ICatalogRow
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

    /// <summary>Where it is; may be empty.</summary>
    public required string City { get; init; }

    /// <summary>Its page on the web; may be empty.</summary>
    public required string Website { get; init; }

    /// <summary>Ids of its clubs.</summary>
    public required IReadOnlyList<string> ClubIds { get; init; }

    /// <summary>Ids of its categories.</summary>
    public required IReadOnlyList<string> CategoryIds { get; init; }

    /// <summary>When it was changed last (UTC).</summary>
    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>The name of who changed it last.</summary>
    public required string UpdatedBy { get; init; }

    /// <summary>The row of a shop.</summary>
    public static ShopRow Of(Shop shop) => new()
    {
        Id = shop.Id,
        Version = shop.Stamp.Version,
        Folded = Fold.Text($"{shop.Name} {shop.Code} {shop.Slug} {shop.City}"),
        Status = shop.Status,
        Name = shop.Name,
        NameKey = Fold.Text(shop.Name),
        Slug = shop.Slug,
        Code = shop.Code,
        City = shop.City,
        Website = shop.Website,
        ClubIds = shop.ClubIds,
        CategoryIds = shop.CategoryIds,
        UpdatedAt = shop.Stamp.UpdatedAt,
        UpdatedBy = shop.Stamp.UpdatedBy,
    };
}
