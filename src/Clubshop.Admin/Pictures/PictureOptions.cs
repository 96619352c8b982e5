using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;

namespace Clubshop.Admin.Pictures;

/// <summary>Where pictures are kept, and where end users read them: section <c>Pictures</c> of the configuration.</summary>
public sealed class PictureOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Pictures";

    /// <summary>The bucket of the embedded AWS.</summary>
    public const string EmbeddedBucket = "clubshop-pictures";

    /// <summary>The address that stands for the distribution in Embedded mode; nothing answers there.</summary>
    public const string EmbeddedAddress = "https://clubshop.example";

    /// <summary><c>Pictures:Bucket</c>: the S3 bucket; empty for none: then no picture can be added.</summary>
    public string? Bucket { get; set; }

    /// <summary>
    /// <c>Pictures:PublicAddress</c>: https and the host in front of the bucket (CloudFront), without a path. Push messages name pictures by it; empty: they take
    /// none of the catalog's.
    /// </summary>
    public string? PublicAddress { get; set; }
}

/// <summary>Names every wrong key of <see cref="PictureOptions"/> at once.</summary>
internal sealed partial class PictureOptionsCheck : IValidateOptions<PictureOptions>
{
    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, PictureOptions options)
    {
        List<string> problems = [];
        if (!string.IsNullOrWhiteSpace(options.Bucket) && !BucketName().IsMatch(options.Bucket.Trim()))
            problems.Add($"Pictures:Bucket is “{options.Bucket}”: it is the name of an S3 bucket, 3 to 63 characters of a-z, 0-9, hyphens and dots.");
        if (!string.IsNullOrWhiteSpace(options.PublicAddress)
            && !(Uri.TryCreate(options.PublicAddress.Trim(), UriKind.Absolute, out var address) && address is { Scheme: "https", PathAndQuery: "/", Fragment: "", UserInfo: "" }))
            problems.Add($"Pictures:PublicAddress is “{options.PublicAddress}”: it is https and a host without a path, such as https://www.clubshop.example.");
        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }

    [GeneratedRegex("^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]\\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex BucketName();
}
