using System.ComponentModel.DataAnnotations;

namespace Clubshop.Api.Http;

/// <summary>
/// How often one caller may ask, on each instance: section <c>Limits</c> of the configuration. Thousands of phones share one address of an Indian mobile
/// network, so the limit of an address is far above that of a customer.
/// </summary>
public sealed class LimitOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Limits";

    /// <summary><c>Limits:AddressPerSecond</c>: requests from one address (of IPv6 from one /64) on average; 0 for no limit.</summary>
    [Range(0, 10_000_000)]
    public int AddressPerSecond { get; set; } = 5_000;

    /// <summary><c>Limits:AddressBurst</c>: and at once.</summary>
    [Range(1, 10_000_000)]
    public int AddressBurst { get; set; } = 10_000;

    /// <summary><c>Limits:CustomerPerSecond</c>: requests with a customer's token on average; 0 for no limit.</summary>
    [Range(0, 10_000)]
    public int CustomerPerSecond { get; set; } = 5;

    /// <summary><c>Limits:CustomerBurst</c>: and at once.</summary>
    [Range(1, 10_000)]
    public int CustomerBurst { get; set; } = 20;

    /// <summary><c>Limits:ClientPerSecond</c>: requests of one API client (a shop) on average; 0 for no limit.</summary>
    [Range(0, 1_000_000)]
    public int ClientPerSecond { get; set; } = 100;

    /// <summary><c>Limits:ClientBurst</c>: and at once.</summary>
    [Range(1, 1_000_000)]
    public int ClientBurst { get; set; } = 200;

    /// <summary><c>Limits:RefusalsPerMinute</c>: tokens and secrets from one address that are refused, before further ones are not even looked at.</summary>
    [Range(1, 1_000_000)]
    public int RefusalsPerMinute { get; set; } = 600;
}
