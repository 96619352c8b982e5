using System.ComponentModel.DataAnnotations;

namespace Clubshop.Admin.Operations.Draining;

/// <summary>How the process stops; configuration section <c>Drain</c> (docs/operations.md). In Development it stops at once unless told otherwise.</summary>
public sealed class DrainOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Drain";

    /// <summary>
    /// Seconds in which <c>/health/ready</c> says no while everything is still served, 0 to 300: longer than the balancer needs to notice (its
    /// interval times its unhealthy threshold).
    /// </summary>
    [Range(0, 300)]
    public int AnnounceSeconds { get; set; } = 15;

    /// <summary>Seconds that open pages, jobs and sends have in all, 0 to 3,600; ends earlier when no page is open and the work is handed over.</summary>
    [Range(0, 3600)]
    public int Seconds { get; set; } = 45;

    /// <summary>Seconds after that for drafts, requests and background services to end, 5 to 300.</summary>
    [Range(5, 300)]
    public int StopSeconds { get; set; } = 25;
}
