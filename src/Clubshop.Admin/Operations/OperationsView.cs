using Clubshop.Admin.Common;
using Clubshop.Admin.Operations.Figures;

namespace Clubshop.Admin.Operations;

/// <summary>How one instance is doing; sums and minutes are of the last hour.</summary>
public sealed record OperationsView
{
    /// <summary>When it was read.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The machine and the process.</summary>
    public required string Instance { get; init; }

    /// <summary>When the process started.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>The build.</summary>
    public required BuildInfo Build { get; init; }

    /// <summary>Dependencies, and whether it serves.</summary>
    public required ReadyReport Report { get; init; }

    /// <summary>Open pages.</summary>
    public required int Circuits { get; init; }

    /// <summary>Milliseconds that half of the interactions of the last five minutes did not exceed; null without any.</summary>
    public double? Typical { get; init; }

    /// <summary>Milliseconds that 99 % of them did not exceed.</summary>
    public double? Slowest { get; init; }

    /// <summary>Records that wait for the cache.</summary>
    public required int Waiting { get; init; }

    /// <summary>How long the first of them has waited.</summary>
    public required TimeSpan WaitingFor { get; init; }

    /// <summary>Time since the slowest index was known to be complete; null while one is being loaded.</summary>
    public TimeSpan? Behind { get; init; }

    /// <summary>Open jobs of all instances.</summary>
    public required int Jobs { get; init; }

    /// <summary>How long the oldest of them is open.</summary>
    public required TimeSpan JobsFor { get; init; }

    /// <summary>Share of readings of the shared cache that found a value, 0 to 1, of all readers; null without readings.</summary>
    public double? HitRate { get; init; }

    /// <summary>Sign-ins by outcome.</summary>
    public required IReadOnlyList<Figure> SignIns { get; init; }

    /// <summary>Messages by channel and outcome.</summary>
    public required IReadOnlyList<Figure> Sends { get; init; }

    /// <summary>DynamoDB by table.</summary>
    public required IReadOnlyList<TableUse> Tables { get; init; }

    /// <summary>Capacity units read in each minute.</summary>
    public required IReadOnlyList<double> Reads { get; init; }

    /// <summary>Capacity units written in each minute.</summary>
    public required IReadOnlyList<double> Writes { get; init; }

    /// <summary>Throttled attempts of all tables.</summary>
    public double Throttles => Tables.Sum(table => table.Throttles);
}

/// <summary>What a table was used for in the last hour.</summary>
/// <param name="Table">Its name, with the prefix.</param>
/// <param name="Reads">Capacity units read.</param>
/// <param name="Writes">Capacity units written.</param>
/// <param name="Throttles">Throttled attempts.</param>
public sealed record TableUse(string Table, double Reads, double Writes, double Throttles);
