using System.ComponentModel.DataAnnotations;

namespace Clubshop.Admin.Import;

/// <summary>How much of files that were chosen and not imported is kept for one person; configuration section <c>Import</c> (docs/limits.md).</summary>
public sealed class ImportOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Import";

    /// <summary>Files that may wait at once, 1 to 1,000.</summary>
    [Range(1, 1000)]
    public int WaitingFiles { get; set; } = 20;

    /// <summary>Megabytes that they may have together, 64 to 10,000.</summary>
    [Range(64, 10_000)]
    public int WaitingMegabytes { get; set; } = 200;

    /// <summary>Hours for which a file waits; then it goes by itself, 1 to 720. An imported one is kept for 30 days.</summary>
    [Range(1, 720)]
    public int WaitingHours { get; set; } = 24;
}
