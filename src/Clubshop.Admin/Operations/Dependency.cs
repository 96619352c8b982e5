namespace Clubshop.Admin.Operations;

/// <summary>State of something that the portal needs.</summary>
public enum DependencyState
{
    /// <summary>Not needed yet, so nothing is known of it.</summary>
    Unused,

    /// <summary>It answers.</summary>
    Ok,

    /// <summary>Being read for the first time; the portal cannot serve before.</summary>
    Starting,

    /// <summary>It does not answer; what the portal does without it, docs/operations.md says.</summary>
    Degraded,
}

/// <summary>Something that the portal needs, as health tells it.</summary>
/// <param name="Name">Its name, as <c>DynamoDB</c> or <c>table offers</c>; no address.</param>
/// <param name="State">Its state.</param>
/// <param name="Since">Since when it is degraded; null otherwise.</param>
/// <param name="Detail">How much of it, as <c>1 of 2 nodes</c>; null for all.</param>
public sealed record Dependency(string Name, DependencyState State, DateTimeOffset? Since = null, string? Detail = null);

/// <summary>Whether a balancer should send people here.</summary>
public enum ReadyState
{
    /// <summary>The catalog is being read for the first time: not yet.</summary>
    Starting,

    /// <summary>Yes.</summary>
    Ready,

    /// <summary>Yes: the portal serves what it can, and other instances have the same trouble.</summary>
    Degraded,

    /// <summary>No more: the process stops soon.</summary>
    Draining,
}

/// <summary>The answer of <see cref="Readiness"/>.</summary>
/// <param name="State">Whether to send people here.</param>
/// <param name="Dependencies">All dependencies.</param>
public sealed record ReadyReport(ReadyState State, IReadOnlyList<Dependency> Dependencies)
{
    /// <summary>Whether the balancer should send people here.</summary>
    public bool Serves => State is ReadyState.Ready or ReadyState.Degraded;
}
