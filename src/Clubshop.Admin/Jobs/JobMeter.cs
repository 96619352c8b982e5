using System.Diagnostics.Metrics;
using Clubshop.Admin.Common;

namespace Clubshop.Admin.Jobs;

/// <summary>Counts jobs that ended on this instance.</summary>
internal static class JobMeter
{
    /// <summary>Name of the counter; tags: <see cref="PortalMeter.Kind"/> and <see cref="PortalMeter.Outcome"/>.</summary>
    public const string Name = "clubshop.jobs.ended";

    private static readonly Counter<long> Ended = PortalMeter.Meter.CreateCounter<long>(Name, "{job}", "Jobs that ended, by kind and outcome.");

    public static void CountEnd(string kind, JobState state)
    {
        if (Ended.Enabled)
            Ended.Add(1, new(PortalMeter.Kind, kind), new(PortalMeter.Outcome, PortalMeter.Tag(state)));
    }
}
