using Clubshop.Aws;
using Microsoft.Extensions.Options;

namespace Clubshop.Admin.Storage.Sealing;

/// <summary>The key under which personal fields are sealed: section <c>Sealing</c> of the configuration.</summary>
public sealed class SealingOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Sealing";

    /// <summary>The alias that the portal makes in the embedded AWS, and <c>ops setup</c> at a loopback endpoint.</summary>
    public const string DefaultKeyId = "alias/clubshop-admin";

    /// <summary><c>Sealing:KeyId</c>: id, ARN or alias of a symmetric KMS key; required in Aws mode.</summary>
    public string? KeyId { get; set; }

    /// <summary><c>Sealing:RotateAfter</c>: after how long a new data key is used for what is sealed from then on. Old ones go on opening.</summary>
    public TimeSpan RotateAfter { get; set; } = TimeSpan.FromDays(30);

    /// <summary><c>Sealing:CacheFor</c>: how long a data key stays in memory. A key disabled in KMS can still open fields for that long.</summary>
    public TimeSpan CacheFor { get; set; } = TimeSpan.FromHours(1);

    /// <summary><c>Sealing:CachedKeys</c>: how many data keys stay in memory.</summary>
    public int CachedKeys { get; set; } = 100;

    /// <summary>
    /// <c>Sealing:BoundTo</c>: the name of the system table under which the data keys were made, such as <c>clubshop-system</c>; only where a backup
    /// was restored to tables of another prefix (docs/runbooks/restore.md).
    /// </summary>
    public string? BoundTo { get => field; set => field = string.IsNullOrWhiteSpace(value) ? null : value.Trim(); }

    /// <summary>The same, for data keys that were made under another table's name.</summary>
    internal SealingOptions Bound(string? boundTo) =>
        new() { KeyId = KeyId, RotateAfter = RotateAfter, CacheFor = CacheFor, CachedKeys = CachedKeys, BoundTo = boundTo };

    /// <summary>The key in effect.</summary>
    public string KeyIdInEffect => string.IsNullOrWhiteSpace(KeyId) ? DefaultKeyId : KeyId;
}

/// <summary>Names every missing or wrong key of <see cref="SealingOptions"/> at once.</summary>
internal sealed class SealingOptionsCheck(IOptions<AwsOptions> aws) : IValidateOptions<SealingOptions>
{
    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, SealingOptions options)
    {
        List<string> problems = [];
        if (string.IsNullOrWhiteSpace(options.KeyId) && aws.Value.Mode is AwsMode.Aws)
            problems.Add("Sealing:KeyId is missing: set it to the KMS key that seals personal fields, such as alias/clubshop-admin.");
        if (options.RotateAfter < TimeSpan.FromMinutes(1) || options.RotateAfter > TimeSpan.FromDays(366))
            problems.Add($"Sealing:RotateAfter is {options.RotateAfter}: it can be a minute to 366 days.");
        if (options.CacheFor < TimeSpan.Zero || options.CacheFor > TimeSpan.FromDays(1))
            problems.Add($"Sealing:CacheFor is {options.CacheFor}: it can be 0 to one day.");
        if (options.CachedKeys is < 1 or > 100_000)
            problems.Add($"Sealing:CachedKeys is {options.CachedKeys}: it can be 1 to 100,000.");
        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }
}
