using System.Text.Json.Serialization;

namespace Clubshop.LocalAws.S3;

/// <summary>What is kept of an object beside its bytes.</summary>
internal sealed record ObjectInfo
{
    /// <summary>The key, as given.</summary>
    public required string Key { get; init; }

    /// <summary>Bytes.</summary>
    public required long Length { get; init; }

    /// <summary>MD5 of the bytes, hexadecimal, without quotes.</summary>
    public required string ETag { get; init; }

    /// <summary>When it was put, UTC, whole seconds as HTTP dates have them.</summary>
    public required DateTimeOffset LastModified { get; init; }

    /// <summary>The headers that a reader gets back: Content-Type, Cache-Control, <c>x-amz-meta-…</c>.</summary>
    public required IReadOnlyDictionary<string, string> Headers { get; init; }

    /// <summary>The checksum by its header, such as <c>x-amz-checksum-crc32</c>; Base64.</summary>
    public required KeyValuePair<string, string> Checksum { get; init; }
}

/// <summary>An object with its bytes.</summary>
internal sealed record StoredObject(ObjectInfo Info, ReadOnlyMemory<byte> Body);

/// <summary>The JSON at the head of an object's file.</summary>
[JsonSerializable(typeof(ObjectInfo))]
internal sealed partial class ObjectJson : JsonSerializerContext;
