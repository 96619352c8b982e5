using System.ComponentModel.DataAnnotations;
using Clubshop.Admin.Storage;
using Microsoft.Extensions.Options;

namespace Clubshop.Admin.Registry.Api;

/// <summary>Rate limits of the API: section <c>Api</c> of the configuration. All instances count together.</summary>
public sealed class ApiLimitOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Api";

    /// <summary><c>Api:RequestsPerSecond</c>: sustained calls a second of one client.</summary>
    [Range(1, 100_000)]
    public int RequestsPerSecond { get; set; } = 100;

    /// <summary><c>Api:Burst</c>: calls of one client in a burst after a pause.</summary>
    [Range(1, 100_000)]
    public int Burst { get; set; } = 200;

    /// <summary><c>Api:TokenFailuresPerMinute</c>: wrong secrets of one client from one address before further ones have to wait. A correct secret never has to.</summary>
    [Range(1, 10_000)]
    public int TokenFailuresPerMinute { get; set; } = 10;
}

/// <summary>The limits in force.</summary>
internal sealed class ApiLimits(IOptions<ApiLimitOptions> options, UnauditedWriter rows, TimeProvider time, ILogger<ApiLimits> logger)
{
    /// <summary>Calls, by client.</summary>
    public ClientRateLimit Calls { get; } = Limit("API-CALLS", options.Value.RequestsPerSecond, options.Value.Burst, rows, time, logger);

    /// <summary>Wrong secrets, by client and address; all unknown clients share one count per address.</summary>
    public ClientRateLimit Failures { get; } =
        Limit("API-SECRETS", options.Value.TokenFailuresPerMinute / 60.0, options.Value.TokenFailuresPerMinute, rows, time, logger);

    private static ClientRateLimit Limit(string name, double perSecond, int burst, UnauditedWriter rows, TimeProvider time, ILogger logger) =>
        new(perSecond, burst, new(rows, name, perSecond, burst, TimeSpan.Zero, time, logger), time);
}
