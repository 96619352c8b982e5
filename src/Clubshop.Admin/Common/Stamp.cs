namespace Clubshop.Admin.Common;

/// <summary>Who made a record and who changed it last, and when (UTC).</summary>
/// <param name="Version">Counts the saves, from 1; 0 for a record that was never saved.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="CreatedBy">The name of who made it.</param>
/// <param name="UpdatedAt">When it was changed last.</param>
/// <param name="UpdatedBy">The name of who changed it last.</param>
public sealed record Stamp(long Version, DateTimeOffset CreatedAt, string CreatedBy, DateTimeOffset UpdatedAt, string UpdatedBy)
{
    /// <summary>The id of who changed it last; empty where it is not known.</summary>
    public string UpdatedById { get; init; } = "";

    /// <summary>Who changed it last, as this person is told: "You" for themselves, who may have it open in another tab.</summary>
    /// <param name="personId">Who reads it.</param>
    public string UpdatedByFor(string? personId) => IsBy(personId) ? L["You"] : UpdatedBy;

    /// <summary>Whether this person changed it last.</summary>
    public bool IsBy(string? personId) => UpdatedById.Length > 0 && UpdatedById == personId;

    /// <summary>The stamp of a record that was never saved.</summary>
    public static Stamp Unsaved { get; } = new(0, default, "", default, "");
}
