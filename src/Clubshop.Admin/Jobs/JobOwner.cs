using System.Diagnostics;
using System.Globalization;

namespace Clubshop.Admin.Jobs;

/// <summary>Names the instance that runs a job: machine, process, and which of its starts.</summary>
internal static class JobOwner
{
    /// <summary>A new name for this instance.</summary>
    public static string New(TimeProvider time) => string.Create(
        CultureInfo.InvariantCulture, $"{Environment.MachineName}/{Environment.ProcessId}/{Common.Ids.New(time)}");

    /// <summary>
    /// Whether the owner is known to be gone: a process of this machine that no longer runs. Then its jobs need not wait for the lease to
    /// end, so a restart goes on at once. Where it is mistaken (two machines of one name), the versions of the run keep the two apart.
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
