using System.Globalization;
using System.Security.Cryptography;
using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;
using Clubshop.LocalAws.Faults;
using Clubshop.LocalAws.Wire;

namespace Clubshop.LocalAws.S3;

/// <summary>
/// Amazon S3 as far as <see cref="OperationNames"/> goes, for the catalog's pictures: by path and by host, signed by header or by query.
/// </summary>
public sealed partial class S3Service : ILocalService
{
    // Parameters of the query that do not name another operation.
    private static readonly string[] Harmless = ["x-id", "response-", "X-Amz-", "x-amz-"];

    private readonly ObjectStore _store;
    private readonly S3Objects _objects;
    private readonly string _region;
    private readonly TimeProvider _time;

    /// <param name="region">The region of all buckets.</param>
    /// <param name="directory">Where objects are kept; null keeps them in memory.</param>
    /// <param name="time">The time of puts, and of presigned requests.</param>
    public S3Service(string region, string? directory, TimeProvider time)
    {
        (_region, _time) = (region, time);
        _store = directory is null ? new MemoryObjectStore() : new FileObjectStore(directory);
        _objects = new S3Objects(_store, time);
    }

    /// <summary>The operations that are answered; any other is refused by name.</summary>
    public static IReadOnlyList<string> OperationNames { get; } = ["CreateBucket", "DeleteObject", "GetObject", "HeadBucket", "HeadObject", "PutObject"];

    /// <inheritdoc/>
    public string ServiceName => "s3";

    /// <inheritdoc/>
    public bool Claims(WireRequest request)
    {
        if (request.Header("X-Amz-Target") is not null) return false;
        var scope = SigningScope.ServiceOf(request);
        return scope == "s3" || (scope is null && S3Address.IsHostOfS3(request.Header("Host")));
    }

    /// <inheritdoc/>
    public string OperationOf(WireRequest request) => OperationOf(request.Method, S3Address.Of(request));

    /// <inheritdoc/>
    public WireResponse? Refusal(WireRequest request, FaultKind kind) => kind switch
    {
        FaultKind.Throttling => Refuse(request, new S3Exception(503, "SlowDown", "Please reduce your request rate."), NewHeaders()),
        FaultKind.InternalError => Refuse(request, Internal(), NewHeaders()),
        _ => null,
    };

    /// <inheritdoc/>
    public ValueTask<WireResponse> AnswerAsync(WireRequest request, CancellationToken cancellationToken)
    {
        var headers = NewHeaders();
        try
        {
            return ValueTask.FromResult(Run(request, headers));
        }
        catch (S3Exception refusal)
        {
            return ValueTask.FromResult(Refuse(request, refusal, NewHeaders()));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // The disk refused the write: the previous object is whole, and the caller may try again.
            return ValueTask.FromResult(Refuse(request, Internal(), NewHeaders()));
        }
    }

    private static S3Exception Internal() => new(500, "InternalError", "We encountered an internal error. Please try again.");

    private static string OperationOf(string method, S3Address address)
    {
        if (address.Bucket.Length == 0 || address.Query.Keys.Any(key => !Harmless.Any(start => key.StartsWith(start, StringComparison.Ordinal)))) return "";
        return (method, address.Key.Length > 0) switch
        {
            ("PUT", true) => "PutObject",
            ("GET", true) => "GetObject",
            ("HEAD", true) => "HeadObject",
            ("DELETE", true) => "DeleteObject",
            ("PUT", false) => "CreateBucket",
            ("HEAD", false) => "HeadBucket",
            _ => "",
        };
    }

    private WireResponse Run(WireRequest request, Dictionary<string, string> headers)
    {
        var address = S3Address.Of(request);
        RequireSignature(request, address);
        if (!address.IsText) throw new S3Exception(400, "InvalidURI", "Couldn't parse the specified URI.");
        var operation = OperationOf(request.Method, address);
        if (operation.Length == 0)
        {
            var query = string.Join('&', address.Query.Keys.Where(key => !Harmless.Any(start => key.StartsWith(start, StringComparison.Ordinal))));
            throw S3Exception.NotImplemented(
                $"{request.Method} of {(address.Key.Length > 0 ? "an object" : address.Bucket.Length > 0 ? "a bucket" : "the service")}{(query.Length > 0 ? " with ?" + query : "")}");
        }
        if (operation == "CreateBucket") return CreateBucket(request, address.Bucket, headers);
        if (!_store.HasBucket(Checked(address.Bucket))) throw S3Exception.NoSuchBucket(address.Bucket);
        switch (operation)
        {
            case "PutObject":
                return _objects.Put(request, address, headers);
            case "GetObject":
                return _objects.Get(request, address, headers);
            case "HeadObject":
                return _objects.Head(request, address, headers);
            case "DeleteObject":
                return _objects.Delete(request, address, headers);
            default:
                headers["x-amz-bucket-region"] = _region;
                headers["x-amz-access-point-alias"] = "false";
                return new WireResponse(200, "application/xml", headers, ReadOnlyMemory<byte>.Empty);
        }
    }

    private WireResponse CreateBucket(WireRequest request, string bucket, Dictionary<string, string> headers)
    {
        _ = Checked(bucket);
        var region = SigningRegion(request);
        var wanted = Location(request.Body);
        if (wanted is null && region is not (null or "us-east-1"))
        {
            throw new S3Exception(
                400, "IllegalLocationConstraintException",
                "The unspecified location constraint is incompatible for the region specific endpoint this request was sent to.");
        }
        if (wanted is not null && wanted != _region)
        {
            throw new S3Exception(
                400, "IllegalLocationConstraintException",
                $"The {wanted} location constraint is incompatible for the region specific endpoint this request was sent to.");
        }
        if (!_store.CreateBucket(bucket))
        {
            throw new S3Exception(
                409, "BucketAlreadyOwnedByYou", "Your previous request to create the named bucket succeeded and you already own it.", ("BucketName", bucket));
        }
        headers["Location"] = "/" + bucket;
        return new WireResponse(200, "", headers, ReadOnlyMemory<byte>.Empty);
    }

    private static string? Location(ReadOnlyMemory<byte> body)
    {
        if (body.IsEmpty) return null;
        try
        {
            using var reader = XmlReader.Create(new MemoryStream(body.ToArray()), new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit });
            return XDocument.Load(reader).Descendants().FirstOrDefault(element => element.Name.LocalName == "LocationConstraint")?.Value;
        }
        catch (XmlException)
        {
            throw new S3Exception(400, "MalformedXML", "The XML you provided was not well-formed or did not validate against our published schema");
        }
    }

    private static string Checked(string bucket) =>
        BucketName().IsMatch(bucket) && !bucket.Contains("..", StringComparison.Ordinal)
            ? bucket
            : throw new S3Exception(400, "InvalidBucketName", "The specified bucket is not valid.", ("BucketName", bucket));

    private static string? SigningRegion(WireRequest request)
    {
        var header = request.Header("Authorization");
        var at = header?.IndexOf("Credential=", StringComparison.Ordinal) ?? -1;
        return at < 0 ? null : header![(at + 11)..].Split(',', ' ')[0].Split('/') is { Length: >= 5 } scope ? scope[^3] : null;
    }

    private void RequireSignature(WireRequest request, S3Address address)
    {
        if (SigningScope.ServiceOf(request) is null) throw S3Exception.AccessDenied();
        if (!address.Query.TryGetValue("X-Amz-Date", out var signed) || !address.Query.TryGetValue("X-Amz-Expires", out var life)) return;
        if (!DateTimeOffset.TryParseExact(signed, "yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at)
            || !int.TryParse(life, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds))
            throw new S3Exception(400, "AuthorizationQueryParametersError", "X-Amz-Date or X-Amz-Expires is not valid");
        if (_time.GetUtcNow() - at > TimeSpan.FromSeconds(seconds)) throw S3Exception.AccessDenied("Request has expired");
    }

    private static WireResponse Refuse(WireRequest request, S3Exception refusal, Dictionary<string, string> headers)
    {
        foreach (var (name, value) in refusal.Headers) headers[name] = value;
        var empty = request.Method == "HEAD" || refusal.Status == 304;
        return new WireResponse(
            refusal.Status, "application/xml", headers, empty ? ReadOnlyMemory<byte>.Empty : refusal.ToXml(headers["x-amz-request-id"], headers["x-amz-id-2"]));
    }

    private static Dictionary<string, string> NewHeaders() => new(StringComparer.OrdinalIgnoreCase)
    {
        ["x-amz-request-id"] = RandomNumberGenerator.GetString("0123456789ABCDEFGHJKMNPQRSTVWXYZ", 16),
        ["x-amz-id-2"] = Convert.ToBase64String(RandomNumberGenerator.GetBytes(48)),
        ["Server"] = "AmazonS3",
    };

    [GeneratedRegex("^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]\\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex BucketName();
}
