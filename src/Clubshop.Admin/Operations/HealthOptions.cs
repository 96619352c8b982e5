using System.ComponentModel.DataAnnotations;

namespace Clubshop.Admin.Operations;

/// <summary>How health learns of what nobody calls; configuration section <c>Health</c> (docs/operations.md).</summary>
public sealed class HealthOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Health";

    /// <summary>Seconds without an answer after which a service is asked, 1 to 300; of a service that fails, between two questions.</summary>
    [Range(1, 300)]
    public int ProbeSeconds { get; set; } = 15;
}
