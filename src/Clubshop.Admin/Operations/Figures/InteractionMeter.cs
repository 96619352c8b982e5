using System.Diagnostics;
using System.Diagnostics.Metrics;
using Clubshop.Admin.Common;
using Microsoft.AspNetCore.Components.Server.Circuits;

namespace Clubshop.Admin.Operations.Figures;

/// <summary>Measures how long the circuit works on what a person does: a click, a key, a navigation, an answer of a script.</summary>
internal sealed class InteractionMeter : CircuitHandler
{
    /// <summary>Name of the histogram, in milliseconds.</summary>
    public const string Name = "clubshop.interactions";

    private static readonly Histogram<double> Durations = PortalMeter.Meter.CreateHistogram<double>(Name, "ms", "Time that a circuit works on one interaction.");

    /// <inheritdoc/>
    public override Func<CircuitInboundActivityContext, Task> CreateInboundActivityHandler(Func<CircuitInboundActivityContext, Task> next) => async context =>
    {
        var started = Stopwatch.GetTimestamp();
        try
        {
            await next(context);
        }
        finally
        {
            Durations.Record(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        }
    };
}
