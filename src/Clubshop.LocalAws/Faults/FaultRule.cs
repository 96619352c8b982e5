using System.Text.Json.Serialization;

namespace Clubshop.LocalAws.Faults;

/// <summary>What goes wrong.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<FaultKind>))]
public enum FaultKind
{
    /// <summary>The answer comes <see cref="FaultRule.DelayMs"/> later.</summary>
    Latency,

    /// <summary>ThrottlingException (user pools: TooManyRequestsException).</summary>
    Throttling,

    /// <summary>ProvisionedThroughputExceededException; only DynamoDB.</summary>
    ThroughputExceeded,

    /// <summary>The service's own 500.</summary>
    InternalError,

    /// <summary>No answer until the caller gives up.</summary>
    Timeout,

    /// <summary>The connection breaks before the request is looked at.</summary>
    ConnectionReset,

    /// <summary>The request is carried out, and the connection breaks before the answer.</summary>
    AnswerLost,

    /// <summary>A batch leaves half of its items or keys undone.</summary>
    Unprocessed,

    /// <summary>Another transaction holds an item.</summary>
    TransactionConflict,

    /// <summary>Requests beyond <see cref="FaultRule.PerSecond"/> are refused as by <see cref="Throttling"/>; with no probability.</summary>
    RateLimit,

    /// <summary>Global indexes follow their table <see cref="FaultRule.DelayMs"/> later. Not by operation, and with no probability.</summary>
    IndexLag,

    /// <summary>Tokens are signed with a key that is not the pool's, under the id of the one that is; only user pools, not by operation.</summary>
    ForeignSignature,

    /// <summary>A message to <see cref="FaultRule.Address"/> (null: to any) has <see cref="FaultRule.Status"/>; only Pinpoint.</summary>
    Delivery,

    /// <summary>The embedded memcached does not listen, and comes back empty. Not by operation, and with no probability.</summary>
    CacheDown,

    /// <summary>The embedded memcached answers <see cref="FaultRule.DelayMs"/> later. Operations of the Cache kinds are its commands, such as <c>mg</c>.</summary>
    CacheSlow,

    /// <summary>The embedded memcached does not answer any more on that connection.</summary>
    CacheSilent,

    /// <summary>The embedded memcached breaks the connection before the command is carried out.</summary>
    CacheReset,

    /// <summary>The embedded memcached carries the command out and answers what is not its protocol.</summary>
    CacheGarbage,

    /// <summary>The embedded memcached carries the command out, sends half of the answer and breaks the connection.</summary>
    CacheHalfLine,
}

/// <summary>One thing that goes wrong, how often, and where.</summary>
public sealed record FaultRule
{
    /// <summary>What.</summary>
    public required FaultKind Kind { get; init; }

    /// <summary>The operation's name, such as <c>PutItem</c>; <c>*</c> for all.</summary>
    public string Operation { get; init; } = "*";

    /// <summary>How often, from 0 to 1.</summary>
    public double Probability { get; init; } = 1;

    /// <summary>Milliseconds, for <see cref="FaultKind.Latency"/>, <see cref="FaultKind.IndexLag"/> and <see cref="FaultKind.CacheSlow"/>.</summary>
    public int DelayMs { get; init; }

    /// <summary>Requests a second that are answered, for <see cref="FaultKind.RateLimit"/>; also the most at once.</summary>
    public double PerSecond { get; init; }

    /// <summary>
    /// The service: <c>dynamodb</c>, <c>cognito</c>, <c>kms</c>, <c>pinpoint</c> or <c>s3</c>; null for all. Kinds of one service, and those of the
    /// cache, ignore it.
    /// </summary>
    public string? Service { get; init; }

    /// <summary>
    /// What the address or the body of the request must contain, such as the name of a table or the id of a pool; null for all. Of the kinds that
    /// strike whatever the service.
    /// </summary>
    public string? Mentions { get; init; }

    /// <summary>The device token or phone number, for <see cref="FaultKind.Delivery"/>; null for any.</summary>
    public string? Address { get; init; }

    /// <summary>The delivery status, such as <c>OPT_OUT</c>, for <see cref="FaultKind.Delivery"/>.</summary>
    public string? Status { get; init; }

    /// <summary>The largest number of times; null for no limit.</summary>
    public int? Times { get; init; }
}

/// <summary>All rules, and the seed that makes a run repeatable.</summary>
public sealed record FaultPlan
{
    /// <summary>The seed of the draws.</summary>
    public int Seed { get; init; }

    /// <summary>The rules, asked in order.</summary>
    public IReadOnlyList<FaultRule> Rules { get; init; } = [];
}
