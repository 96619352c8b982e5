namespace Clubshop.Aws.Memcached;

/// <summary>Whether a node answers.</summary>
public enum NodeCondition
{
    /// <summary>It was not asked yet.</summary>
    Unknown,
    /// <summary>It answers.</summary>
    Up,
    /// <summary>It does not answer; it is not asked but by a probe from time to time.</summary>
    Down,
}

/// <summary>What is known of a node.</summary>
/// <param name="Condition">Whether it answers.</param>
/// <param name="Since">Since when, in UTC.</param>
/// <param name="Problem">The last thing that went wrong, in words without keys or values; null if nothing did.</param>
/// <param name="ProblemAt">When that was, in UTC.</param>
public sealed record NodeState(NodeCondition Condition, DateTimeOffset Since, string? Problem = null, DateTimeOffset? ProblemAt = null);
