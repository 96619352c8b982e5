using Clubshop.LocalAws.Cognito;

namespace Clubshop.Admin.Browser.Chaos;

/// <summary>How a dependency fails.</summary>
internal enum Trouble
{
    /// <summary>Connections to it break at once.</summary>
    Down,

    /// <summary>It answers late.</summary>
    Slow,

    /// <summary>It refuses most calls as too many; of the cache, it breaks half of the connections.</summary>
    Throttling,

    /// <summary>It takes calls and never answers.</summary>
    Silent,
}

/// <summary>Something the portal needs, and how it is made to fail.</summary>
/// <param name="Name">As tests name it.</param>
/// <param name="Health">As health names it; null for what health does not watch.</param>
/// <param name="Rules">The faults.</param>
internal sealed record Needed(string Name, string? Health, Func<Trouble, IEnumerable<object>> Rules)
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<Needed> All { get; } =
    [
        new("DynamoDB", "DynamoDB", trouble => [Rule(trouble, "dynamodb")]),
        new("Cognito", "Cognito", trouble => [Rule(trouble, "cognito")]),
        new("customers", null, trouble => [Rule(trouble, "cognito", FixedIds.CustomerPoolId), Rule(trouble, "cognito", FixedIds.CustomerClientName)]),
        new("memcached", "memcached", trouble => [OfCache(trouble)]),
        new("KMS", "KMS", trouble => [Rule(trouble, "kms")]),
        new("Pinpoint", null, trouble => [Rule(trouble, "pinpoint")]), // called only to send: nothing is known of it before
        new("S3", null, trouble => [Rule(trouble, "s3")]),
    ];

    private static object Rule(Trouble trouble, string service, string? mentions = null) => trouble switch
    {
        Trouble.Down => new { kind = "ConnectionReset", service, mentions },
        Trouble.Slow => new { kind = "Latency", delayMs = 1_000, service, mentions },
        Trouble.Throttling => new { kind = "Throttling", probability = 0.9, service, mentions },
        _ => new { kind = "Timeout", service, mentions },
    };

    private static object OfCache(Trouble trouble) => trouble switch
    {
        Trouble.Down => new { kind = "CacheDown" },
        Trouble.Slow => new { kind = "CacheSlow", delayMs = 400 },
        Trouble.Throttling => new { kind = "CacheReset", probability = 0.5 },
        _ => new { kind = "CacheSilent" },
    };
}
