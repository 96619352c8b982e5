using Clubshop.Deploy.Settings;

namespace Clubshop.Deploy.Watch;

/// <summary>
/// Figures that the servers tell: the agent memory and disk, the portal its own, over OTLP to the agent beside it. The portal's names are its meters';
/// their alarms have no data from a portal that exports none.
/// </summary>
public static class Figures
{
    /// <summary>Memory in use, percent (the agent).</summary>
    public const string Memory = "mem_used_percent";

    /// <summary>Disk in use, percent (the agent).</summary>
    public const string Disk = "disk_used_percent";

    /// <summary>Records with changes that wait for the shared cache (the portal).</summary>
    public const string OutboxDepth = "clubshop.outbox.depth";

    /// <summary>Age of the oldest open job, seconds (the portal).</summary>
    public const string JobAge = "clubshop.jobs.age";

    /// <summary>Sign-ins by their <c>outcome</c>; <c>signed-in</c> is the good one (the portal).</summary>
    public const string SignIns = "clubshop.signins";

    /// <summary>Messages by their <c>outcome</c> (the portal).</summary>
    public const string Sends = "clubshop.sends";

    /// <summary>Where a server's agent listens for what the portal tells (<c>Otlp:Endpoint</c>).</summary>
    public const string Collector = "http://127.0.0.1:4317";

    /// <summary>The namespace of an environment's figures.</summary>
    public static string NamespaceOf(EnvironmentSettings settings) => "Clubshop/" + settings.Name;

    /// <summary>A question to all figures of a name, whatever else they are told apart by.</summary>
    /// <param name="settings">The environment.</param>
    /// <param name="function"><c>MAX</c> or <c>SUM</c>.</param>
    /// <param name="name">The figure.</param>
    /// <param name="where">A condition on what they are told apart by; empty for none.</param>
    public static string Ask(EnvironmentSettings settings, string function, string name, string where = "") =>
        $"SELECT {function}(\"{name}\") FROM \"{NamespaceOf(settings)}\"" + (where.Length == 0 ? "" : " WHERE " + where);
}
