using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Clubshop.LocalAws.Wire;

namespace Clubshop.LocalAws.S3;

/// <summary>Put, get, head and delete of objects.</summary>
internal sealed class S3Objects(ObjectStore store, TimeProvider time)
{
    /// <summary>Largest object here, in bytes: 64 MB. S3 itself takes 5 GB in one put.</summary>
    public const int MaxLength = 64 << 20;

    private static readonly string[] Kept = ["Content-Type", "Cache-Control", "Content-Disposition", "Content-Encoding", "Content-Language", "Expires"];

    // Settings that would change what is stored or who may read it, and are not implemented: ignoring them silently would be a lie.
    private static readonly (string Header, string[] Harmless)[] Refused =
    [
        ("x-amz-acl", ["private", "bucket-owner-full-control"]),
        ("x-amz-server-side-encryption", ["AES256"]),
        ("x-amz-storage-class", ["STANDARD"]),
        ("x-amz-copy-source", []),
        ("x-amz-tagging", []),
        ("x-amz-website-redirect-location", []),
        ("x-amz-object-lock-mode", []),
        ("x-amz-object-lock-legal-hold", []),
        ("x-amz-server-side-encryption-customer-algorithm", []),
        ("x-amz-write-offset-bytes", []),
    ];

    public WireResponse Put(WireRequest request, S3Address address, Dictionary<string, string> headers)
    {
        RefuseWhatIsNotHere(request);
        if (Encoding.UTF8.GetByteCount(address.Key) > 1024) throw new S3Exception(400, "KeyTooLongError", "Your key is too long");
        var (body, trailers) = Body(request);
        if (body.Length > MaxLength) throw new S3Exception(400, "EntityTooLarge", "Your proposed upload exceeds the maximum allowed object size.");
        var md5 = Checksums.Md5(body);
        CheckDigests(request, body, md5);
        var checksum = Checksums.Check(request.Headers.Concat(trailers), body);
        var now = time.GetUtcNow();
        var info = new ObjectInfo
        {
            Key = address.Key,
            Length = body.Length,
            ETag = Convert.ToHexStringLower(md5),
            LastModified = now.AddTicks(-(now.Ticks % TimeSpan.TicksPerSecond)),
            Headers = Metadata(request),
            Checksum = checksum,
        };
        // The body may be part of a larger buffer that belongs to the caller.
        store.Put(address.Bucket, new StoredObject(info, body.ToArray()), before => Conditions.CheckWrite(request, address.Key, before));
        headers["ETag"] = $"\"{info.ETag}\"";
        headers[checksum.Key] = checksum.Value;
        headers["x-amz-checksum-type"] = "FULL_OBJECT";
        headers["x-amz-server-side-encryption"] = "AES256";
        return new WireResponse(200, "", headers, ReadOnlyMemory<byte>.Empty);
    }

    public WireResponse Get(WireRequest request, S3Address address, Dictionary<string, string> headers)
    {
        var found = store.Read(address.Bucket, address.Key) ?? throw S3Exception.NoSuchKey(address.Key);
        return Answer(request, address, headers, found.Info) is var (status, type, first, count)
            ? new WireResponse(status, type, headers, found.Body.Slice((int)first, (int)count))
            : throw S3Exception.NoSuchKey(address.Key);
    }

    public WireResponse Head(WireRequest request, S3Address address, Dictionary<string, string> headers)
    {
        var found = store.Look(address.Bucket, address.Key) ?? throw S3Exception.NoSuchKey(address.Key);
        var (status, type, _, count) = Answer(request, address, headers, found);
        return new WireResponse(status, type, headers, ReadOnlyMemory<byte>.Empty) { Length = count };
    }

    public WireResponse Delete(WireRequest request, S3Address address, Dictionary<string, string> headers)
    {
        store.Delete(address.Bucket, address.Key, before =>
        {
            if (before is not null) Conditions.CheckWrite(request, address.Key, before);
        });
        return new WireResponse(204, "", headers, ReadOnlyMemory<byte>.Empty);
    }

    private static (int Status, string Type, long First, long Count) Answer(
        WireRequest request, S3Address address, Dictionary<string, string> headers, ObjectInfo found)
    {
        Conditions.CheckRead(request, found);
        var range = Conditions.Range(request, found.Length);
        foreach (var (name, value) in found.Headers) headers[name] = value;
        foreach (var name in Kept)
        {
            if (address.Query.TryGetValue("response-" + name.ToLowerInvariant(), out var instead)) headers[name] = instead;
        }
        headers.Remove("Content-Type", out var type);
        headers["ETag"] = $"\"{found.ETag}\"";
        headers["Last-Modified"] = found.LastModified.ToString("R", CultureInfo.InvariantCulture);
        headers["Accept-Ranges"] = "bytes";
        headers["x-amz-server-side-encryption"] = "AES256";
        if (range is null && string.Equals(request.Header("x-amz-checksum-mode"), "ENABLED", StringComparison.OrdinalIgnoreCase))
        {
            headers[found.Checksum.Key] = found.Checksum.Value;
            headers["x-amz-checksum-type"] = "FULL_OBJECT";
        }
        if (range is not var (first, last)) return (200, type ?? "binary/octet-stream", 0, found.Length);
        headers["Content-Range"] = $"bytes {first}-{last}/{found.Length}";
        return (206, type ?? "binary/octet-stream", first, last - first + 1);
    }

    private static void RefuseWhatIsNotHere(WireRequest request)
    {
        foreach (var (header, harmless) in Refused)
        {
            if (request.Header(header) is not { Length: > 0 } given || harmless.Contains(given, StringComparer.Ordinal)) continue;
            if (header == "x-amz-acl") throw new S3Exception(400, "AccessControlListNotSupported", "The bucket does not allow ACLs");
            throw S3Exception.NotImplemented($"PutObject with {header}");
        }
    }

    private static (ReadOnlyMemory<byte> Body, IReadOnlyDictionary<string, string> Trailers) Body(WireRequest request) =>
        request.Header("x-amz-content-sha256")?.StartsWith("STREAMING-", StringComparison.Ordinal) == true
            ? ChunkedBody.Read(request.Body, request.Header("x-amz-decoded-content-length"))
            : (request.Body, new Dictionary<string, string>());

    private static void CheckDigests(WireRequest request, ReadOnlyMemory<byte> body, byte[] md5)
    {
        if (request.Header("Content-MD5") is { } given)
        {
            var bytes = new byte[given.Length];
            if (!Convert.TryFromBase64String(given, bytes, out var length) || length != md5.Length)
                throw new S3Exception(400, "InvalidDigest", "The Content-MD5 you specified was invalid.");
            if (!md5.AsSpan().SequenceEqual(bytes.AsSpan(0, length)))
                throw new S3Exception(400, "BadDigest", "The Content-MD5 you specified did not match what we received.");
        }
        if (request.Header("x-amz-content-sha256") is { Length: 64 } hash && !string.Equals(hash, Convert.ToHexString(SHA256.HashData(body.Span)), StringComparison.OrdinalIgnoreCase))
            throw new S3Exception(400, "XAmzContentSHA256Mismatch", "The provided 'x-amz-content-sha256' header does not match what was computed.");
    }

    private static Dictionary<string, string> Metadata(WireRequest request)
    {
        var kept = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var name in Kept)
        {
            if (request.Header(name) is { Length: > 0 } value) kept[name] = value;
        }
        if (kept.TryGetValue("Content-Encoding", out var coding))
        {
            // aws-chunked is the transfer encoding, not the object's encoding.
            var rest = string.Join(", ", coding.Split(',').Select(part => part.Trim()).Where(part => part != "aws-chunked"));
            if (rest.Length > 0) kept["Content-Encoding"] = rest;
            else kept.Remove("Content-Encoding");
        }
        var size = 0;
        foreach (var (name, value) in request.Headers)
        {
            if (!name.StartsWith("x-amz-meta-", StringComparison.OrdinalIgnoreCase)) continue;
            kept[name.ToLowerInvariant()] = value;
            size += name.Length - "x-amz-meta-".Length + Encoding.UTF8.GetByteCount(value);
        }
        if (size > 2048) throw new S3Exception(400, "MetadataTooLarge", "Your metadata headers exceed the maximum allowed metadata size");
        return kept;
    }
}
