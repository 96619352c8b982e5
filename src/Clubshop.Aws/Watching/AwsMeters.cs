using System.Diagnostics.Metrics;

namespace Clubshop.Aws.Watching;

/// <summary>
/// What is counted of calls to AWS. Names of services, operations and tables only: never a key, an item or an address. Nothing is computed while
/// nobody listens to the meter.
/// </summary>
public static class AwsMeters
{
    /// <summary>Name of the meter.</summary>
    public const string Name = "Clubshop.Aws";

    /// <summary>Tag: the service, as <c>DynamoDB</c>.</summary>
    public const string Service = "service";

    /// <summary>Tag: the operation, as <c>TransactWriteItems</c>.</summary>
    public const string Operation = "operation";

    /// <summary>Tag: <c>answered</c>, <c>refused</c>, <c>throttled</c> or <c>failed</c>.</summary>
    public const string Outcome = "outcome";

    /// <summary>Tag: the table, with its prefix.</summary>
    public const string Table = "table";

    /// <summary>Tag: <c>read</c> or <c>write</c>.</summary>
    public const string Kind = "kind";

    private static readonly Meter Meter = new(Name);

    /// <summary>Calls with their retries counted as one, by service, operation and outcome.</summary>
    public static Counter<long> Calls { get; } = Meter.CreateCounter<long>("clubshop.aws.calls", "{call}", "Calls to AWS, with their retries counted as one.");

    /// <summary>Capacity units that DynamoDB says a call used, by table and kind.</summary>
    public static Counter<double> Capacity { get; } = Meter.CreateCounter<double>("clubshop.dynamodb.capacity", "{unit}", "Capacity units used, by table.");

    /// <summary>Attempts that DynamoDB throttled, and parts of batches that it left undone, by table.</summary>
    public static Counter<long> Throttles { get; } = Meter.CreateCounter<long>("clubshop.dynamodb.throttles", "{attempt}", "Throttled attempts, by table.");
}
