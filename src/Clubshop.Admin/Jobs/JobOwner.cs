using System.Diagnostics;
using System.Globalization;

namespace Clubshop.Admin.Jobs;

/// <summary>Names of the instances that run jobs: machine, process, and a unique id.</summary>
internal static class JobOwner
{
    /// <summary>A new name for this instance.</summary>
    public static string New(TimeProvider time) => string.Create(
        CultureInfo.InvariantCulture, $"{Environment.MachineName}/{Environment.ProcessId}/{Common.Ids.New(time)}");

    /// <summary>
    /// Whether an owner is known to have ended: a process of this machine that no longer runs. Then its jobs can be taken over before the lease ends, so
    /// a restart continues at once. If this is wrong (two machines with the same name), the version of the run item keeps the two apart.
    /// </summary>
    public static bool IsGone(string owner)
    {
        if (owner.Split('/') is not [var machine, var process, _] || machine != Environment.MachineName
            || !int.TryParse(process, NumberStyles.None, CultureInfo.InvariantCulture, out var id))
            return false;

        try
        {
            using var running = Process.GetProcessById(id);
            return running.HasExited;
        }
        catch (ArgumentException)
        {
            return true;
        }
    }
}
