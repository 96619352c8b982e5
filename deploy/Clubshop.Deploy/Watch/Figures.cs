using Clubshop.Deploy.Settings;

namespace Clubshop.Deploy.Watch;

/// <summary>
/// Figures that the servers tell by themselves. The agent sends memory and disk. The portal's own are a contract: it does not send them yet, so their
/// alarms have no data until it does.
/// </summary>
public static class Figures
{
    /// <summary>Memory in use, percent (the agent).</summary>
    public const string Memory = "mem_used_percent";

    /// <summary>Disk in use, percent (the agent).</summary>
    public const string Disk = "disk_used_percent";

    /// <summary>Invalidations of the shared cache that wait (the portal).</summary>
    public const string OutboxDepth = "outbox_depth";

    /// <summary>Age of the oldest job that should run, in seconds (the portal).</summary>
    public const string JobAge = "job_oldest_seconds";

    /// <summary>Sign-ins that were refused (the portal).</summary>
    public const string SignInFailures = "sign_in_refused";

    /// <summary>Messages that were not taken (the portal).</summary>
    public const string SendFailures = "send_failed";

    /// <summary>The namespace of an environment's figures.</summary>
    public static string NamespaceOf(EnvironmentSettings settings) => "Clubshop/" + settings.Name;
}
