namespace Clubshop.Admin.Common;

/// <summary>Who made a record and who changed it last, and when (UTC).</summary>
/// <param name="Version">Counts the saves, from 1; 0 for a record that was never saved.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="CreatedBy">The name of who made it.</param>
/// <param name="UpdatedAt">When it was changed last.</param>
/// <param name="UpdatedBy">The name of who changed it last.</param>
public sealed record Stamp(long Version, DateTimeOffset CreatedAt, string CreatedBy, DateTimeOffset UpdatedAt, string UpdatedBy)
{
    /// <summary>The stamp of a record that was never saved.</summary>
    public static Stamp Unsaved { get; } = new(0, default, "", default, "");
}
