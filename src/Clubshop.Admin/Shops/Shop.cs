using Clubshop.Admin.Catalog;
using Clubshop.Admin.Catalog.Fields;
using Clubshop.Admin.Categories;
using Clubshop.Admin.Clubs;
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

    /// <summary>The name of its picture (<see cref="Pictures.PictureFiles"/>); empty without one.</summary>
    public string Picture { get; init; } = "";

    /// <inheritdoc/>
    public EditorialStatus Status { get; init; }

    /// <inheritdoc/>
    public Stamp Stamp { get; init; } = Stamp.Unsaved;
}

/// <summary>What people edit of a shop: each field once, with all that is done with it.</summary>
public static class ShopFields
{
    /// <summary>What people call it.</summary>
    public static LineField<Shop> Name { get; } = new(shop => shop.Name)
    {
        Label = L.Later("Name"),
        Attribute = "name",
        Column = new("name", L.Later("up to 120 characters; two shops may carry one name")) { Required = true },
        Member = "name",
        MaxLength = TextRules.NameLength,
        Required = true,
        Missing = L.Later("Write the shop's name, as customers know it."),
    };

    /// <summary>Its part of a public address.</summary>
    public static SlugField<Shop> Slug { get; } = new(shop => shop.Slug, L.Later("its part of a public address; empty: made of the name, and of the code where the name's is taken"));

    /// <summary>What import files call it.</summary>
    public static CodeField<Shop> Code { get; } = new(shop => shop.Code, L.Later("what the shop is known by in files; a row with the code of one that is there changes it"));

    /// <summary>What it sells.</summary>
    public static LinesField<Shop> Description { get; } = new(shop => shop.Description)
    {
        Label = L.Later("Description"),
        Attribute = "description",
        Column = new("description", L.Later("up to 4,000 characters")),
        Member = "description",
        MaxLength = TextRules.TextLength,
        Optional = true,
    };

    /// <summary>Its page on the web.</summary>
    public static WebAddressField<Shop> Website { get; } = new(shop => shop.Website)
    {
        Label = L.Later("Website"),
        Placeholder = "https://",
        Attribute = "website",
        Column = new("website", L.Later("beginning with http:// or https://")),
        Member = "website",
        Optional = true,
    };

    /// <summary>Where it is.</summary>
    public static LineField<Shop> City { get; } = new(shop => shop.City)
    {
        Label = L.Later("City"),
        Attribute = "city",
        Column = new("city", L.Later("up to 80 characters")),
        Member = "city",
        MaxLength = TextRules.CityLength,
        Counted = false,
        Optional = true,
    };

    /// <summary>Who it is for.</summary>
    public static LinksField<Shop> ClubIds { get; } = new(shop => shop.ClubIds, ClubKind.Name)
    {
        Label = L.Later("Clubs"),
        Attribute = "clubIds",
        Column = new("clubs", L.Later("codes of clubs, with | between them")),
        Member = "clubs",
        Optional = true,
    };

    /// <summary>What it is about.</summary>
    public static LinksField<Shop> CategoryIds { get; } = new(shop => shop.CategoryIds, CategoryKind.Name)
    {
        Label = L.Later("Categories"),
        Attribute = "categoryIds",
        Column = new("categories", L.Later("codes of categories, with | between them; also read under the name category")) { Aliases = ["category"] },
        Member = "categories",
        Optional = true,
    };

    /// <summary>What it looks like: its sign.</summary>
    public static PictureField<Shop> Picture { get; } = new(shop => shop.Picture);

    /// <summary>What people decided.</summary>
    public static EditorialStatusField<Shop> Status { get; } = new(shop => shop.Status);

    /// <summary>All of them, in the form's order. The columns and members keep the order in which others know them; a new one follows at the end.</summary>
    public static FieldSet<Shop> All { get; } = new((id, stamp) => new() { Id = id, Stamp = stamp }, [Name, Slug, Code, Description, Website, City, Picture, ClubIds, CategoryIds, Status])
    {
        Columns = [Code, Name, Slug, Description, Website, City, ClubIds, CategoryIds, Status],
        Members = [Name, Slug, Code, Description, Website, City, ClubIds, CategoryIds],
    };
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

    /// <summary>The name of its picture; empty without one.</summary>
    public required string Picture { get; init; }

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
        Picture = shop.Picture,
        UpdatedAt = shop.Stamp.UpdatedAt,
        UpdatedBy = shop.Stamp.UpdatedBy,
    };
}
