using Clubshop.Admin.Catalog;
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

    /// <inheritdoc/>
    public EditorialStatus Status { get; init; }

    /// <inheritdoc/>
    public Stamp Stamp { get; init; } = Stamp.Unsaved;
}

/// <summary>What people edit of a club, in the form's order.</summary>
public static class ClubFields
{
    /// <summary>The fields.</summary>
    public static IReadOnlyList<Field<Club>> All { get; } =
    [
        Field<Club>.Of(nameof(Club.Name), "Name", club => club.Name, (club, value) => club with { Name = value }),
        Field<Club>.Of(nameof(Club.Slug), "Slug", club => club.Slug, (club, value) => club with { Slug = value }),
        Field<Club>.Of(nameof(Club.Code), "Code", club => club.Code, (club, value) => club with { Code = value }),
        Field<Club>.Of(nameof(Club.Description), "Description", club => club.Description, (club, value) => club with { Description = value }),
        Field<Club>.Of(nameof(Club.Website), "Website", club => club.Website, (club, value) => club with { Website = value }),
        Field<Club>.Of(nameof(Club.City), "City", club => club.City, (club, value) => club with { City = value }),
        Field<Club>.Of(nameof(Club.Status), "Status", club => club.Status, (club, value) => club with { Status = value }),
    ];
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
        UpdatedAt = club.Stamp.UpdatedAt,
        UpdatedBy = club.Stamp.UpdatedBy,
    };
}
