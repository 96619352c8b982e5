using Clubshop.Admin.Catalog;
using Clubshop.Admin.Catalog.Fields;
using Clubshop.Admin.Common;
using Clubshop.Admin.MasterData;

namespace Clubshop.Admin.Clubs;

/// <summary>A club: the people for whom shops and offers are gathered, as the employees of a company or the members of a society.</summary>
public sealed record Club : ICatalogRecord
{
    /// <inheritdoc/>
    public required string Id { get; init; }

    /// <summary>What people call it; 1 to <see cref="TextRules.NameLength"/> characters.</summary>
    public string Name { get; init; } = "";

    /// <inheritdoc/>
    public string Slug { get; init; } = "";

    /// <inheritdoc/>
    public string Code { get; init; } = "";

    /// <summary>What it is; up to <see cref="TextRules.TextLength"/> characters, plain text. Empty where nothing is said.</summary>
    public string Description { get; init; } = "";

    /// <summary>Its page on the web, http or https; empty without one.</summary>
    public string Website { get; init; } = "";

    /// <summary>Where it is at home; up to <see cref="TextRules.CityLength"/> characters, empty when not said.</summary>
    public string City { get; init; } = "";

    /// <summary>The name of its picture (<see cref="Pictures.PictureFiles"/>); empty without one.</summary>
    public string Picture { get; init; } = "";

    /// <inheritdoc/>
    public EditorialStatus Status { get; init; }

    /// <inheritdoc/>
    public Stamp Stamp { get; init; } = Stamp.Unsaved;
}

/// <summary>What people edit of a club: each field once, with all that is done with it.</summary>
public static class ClubFields
{
    /// <summary>What people call it.</summary>
    public static LineField<Club> Name { get; } = new(club => club.Name)
    {
        Label = L.Later("Name"),
        Attribute = "name",
        Column = new("name", L.Later("up to 120 characters")) { Required = true },
        Member = "name",
        MaxLength = TextRules.NameLength,
        Required = true,
        Missing = L.Later("Write the club's name, as its people know it."),
    };

    /// <summary>Its part of a public address.</summary>
    public static SlugField<Club> Slug { get; } = new(club => club.Slug, L.Later("its part of a public address; empty: made of the name"));

    /// <summary>What import files call it.</summary>
    public static CodeField<Club> Code { get; } = new(club => club.Code, L.Later("what the club is known by in files; a row with the code of one that is there changes it"));

    /// <summary>What it is.</summary>
    public static LinesField<Club> Description { get; } = new(club => club.Description)
    {
        Label = L.Later("Description"),
        Attribute = "description",
        Column = new("description", L.Later("up to 4,000 characters")),
        Member = "description",
        MaxLength = TextRules.TextLength,
        Optional = true,
    };

    /// <summary>Its page on the web.</summary>
    public static WebAddressField<Club> Website { get; } = new(club => club.Website)
    {
        Label = L.Later("Website"),
        Placeholder = "https://",
        Attribute = "website",
        Column = new("website", L.Later("beginning with http:// or https://")),
        Member = "website",
        Optional = true,
    };

    /// <summary>Where it is at home.</summary>
    public static LineField<Club> City { get; } = new(club => club.City)
    {
        Label = L.Later("City"),
        Attribute = "city",
        Column = new("city", L.Later("up to 80 characters")),
        Member = "city",
        MaxLength = TextRules.CityLength,
        Counted = false,
        Optional = true,
    };

    /// <summary>What it looks like: its sign.</summary>
    public static PictureField<Club> Picture { get; } = new(club => club.Picture);

    /// <summary>What people decided.</summary>
    public static EditorialStatusField<Club> Status { get; } = new(club => club.Status);

    /// <summary>All of them, in the form's order. The columns and members keep the order in which others know them; a new one follows at the end.</summary>
    public static FieldSet<Club> All { get; } = new((id, stamp) => new() { Id = id, Stamp = stamp }, [Name, Slug, Code, Description, Website, City, Picture, Status])
    {
        Columns = [Code, Name, Slug, Description, Website, City, Status],
    };
}

/// <summary>A club as the lists see it.</summary>
public sealed record ClubRow : ICatalogRow
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

    /// <summary>Where it is at home; may be empty.</summary>
    public required string City { get; init; }

    /// <summary>The name of its picture; empty without one.</summary>
    public required string Picture { get; init; }

    /// <summary>When it was changed last (UTC).</summary>
    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>The name of who changed it last.</summary>
    public required string UpdatedBy { get; init; }

    /// <summary>The row of a club.</summary>
    public static ClubRow Of(Club club) => new()
    {
        Id = club.Id,
        Version = club.Stamp.Version,
        Folded = Fold.Text($"{club.Name} {club.Code} {club.Slug} {club.City}"),
        Status = club.Status,
        Name = club.Name,
        NameKey = Fold.Text(club.Name),
        Slug = club.Slug,
        Code = club.Code,
        City = club.City,
        Picture = club.Picture,
        UpdatedAt = club.Stamp.UpdatedAt,
        UpdatedBy = club.Stamp.UpdatedBy,
    };
}
