using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;

namespace Clubshop.Aws;

/// <summary>Where AWS is.</summary>
public enum AwsMode
{
    /// <summary>Inside this process: the embedded AWS answers.</summary>
    Embedded,
    /// <summary>The real services, or what <see cref="AwsOptions.Endpoint"/> names.</summary>
    Aws,
}

/// <summary>Which AWS to speak to: section <c>Aws</c> of the configuration.</summary>
public sealed class AwsOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Aws";

    /// <summary>Mumbai, where the data lives; Embedded mode assumes it when <c>Aws:Region</c> is not set.</summary>
    public const string DefaultRegion = "ap-south-1";

    /// <summary><c>Aws:Mode</c>: <c>Embedded</c> or <c>Aws</c>; the host decides the default.</summary>
    public AwsMode? Mode { get; set; }

    /// <summary><c>Aws:Region</c>, such as <c>ap-south-1</c>; required in Aws mode.</summary>
    public string? Region { get; set; }

    /// <summary>
    /// <c>Aws:Endpoint</c>: one address for every service instead of AWS's own, such as <c>http://127.0.0.1:8100</c>. On a loopback
    /// address the calls are signed with the credentials <c>local</c>; elsewhere with those of the SDK's chain, and https is required.
    /// </summary>
    public string? Endpoint { get; set; }

    /// <summary>The region in effect.</summary>
    public string RegionInEffect => string.IsNullOrWhiteSpace(Region) ? DefaultRegion : Region;

    /// <summary>The endpoint as an address, or null without one.</summary>
    /// <exception cref="UriFormatException">It is not an address; the check names it before that.</exception>
    public Uri? EndpointAddress => string.IsNullOrWhiteSpace(Endpoint) ? null : new Uri(Endpoint);
}

/// <summary>Names every missing or wrong key of <see cref="AwsOptions"/> at once.</summary>
public sealed partial class AwsOptionsCheck : IValidateOptions<AwsOptions>
{
    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, AwsOptions options)
    {
        var problems = ProblemsOf(options).ToList();
        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }

    private static IEnumerable<string> ProblemsOf(AwsOptions options)
    {
        if (options.Mode is null)
            yield return "Aws:Mode is missing: set it to Embedded or Aws.";
        else if (!Enum.IsDefined(options.Mode.Value))
            yield return $"Aws:Mode is {options.Mode}: it can be Embedded or Aws.";

        if (string.IsNullOrWhiteSpace(options.Region))
        {
            if (options.Mode is AwsMode.Aws)
                yield return "Aws:Region is missing: set it to the region of the tables and user pools, for example ap-south-1.";
        }
        else if (!RegionName.IsMatch(options.Region))
        {
            yield return $"Aws:Region is {options.Region}, which is not the name of a region such as ap-south-1.";
        }

        if (string.IsNullOrWhiteSpace(options.Endpoint))
            yield break;
        if (options.Mode is AwsMode.Embedded)
            yield return "Aws:Endpoint is set although Aws:Mode is Embedded: remove it, or set Aws:Mode to Aws.";
        if (!Uri.TryCreate(options.Endpoint, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https"))
            yield return $"Aws:Endpoint is {options.Endpoint}: it must be an address such as http://127.0.0.1:8100.";
        else if (address.PathAndQuery != "/" || address.UserInfo.Length > 0 || address.Fragment.Length > 0)
            yield return "Aws:Endpoint must be only scheme, host and port, such as http://127.0.0.1:8100.";
        else if (address.Scheme == "http" && !address.IsLoopback)
            yield return $"Aws:Endpoint is {options.Endpoint}: http is only for this machine (127.0.0.1); use https.";
    }

    [GeneratedRegex(@"^[a-z]{2}(-[a-z]+)+-[0-9]\z", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex RegionName { get; }
}
