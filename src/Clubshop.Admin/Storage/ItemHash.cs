using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Amazon.DynamoDBv2.Model;

namespace Clubshop.Admin.Storage;

/// <summary>
/// The hash of an item: SHA-256 over every attribute, its own included that no part of the portal reads, in ordinal order of their names. Each part
/// stands after its type and length, so that no two items read alike.
/// </summary>
internal static class ItemHash
{
    /// <summary>The hash of an item, 43 letters of base64url.</summary>
    public static string Of(Item item)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        AppendMap(hash, item.Raw);
        return Base64Url.EncodeToString(hash.GetHashAndReset());
    }

    /// <summary>The hash of texts in their order, 43 letters of base64url.</summary>
    public static string Of(params ReadOnlySpan<string> parts)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var part in parts)
            Append(hash, 'S', Encoding.UTF8.GetBytes(part));

        return Base64Url.EncodeToString(hash.GetHashAndReset());
    }

    private static void AppendMap(IncrementalHash hash, IReadOnlyDictionary<string, AttributeValue> map)
    {
        Append(hash, 'M', map.Count);
        foreach (var (name, value) in map.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            Append(hash, 'K', Encoding.UTF8.GetBytes(name));
            Append(hash, value);
        }
    }

    private static void Append(IncrementalHash hash, AttributeValue value)
    {
        switch (value)
        {
            case { S: { } text }:
                Append(hash, 'S', Encoding.UTF8.GetBytes(text));
                break;
            case { N: { } number }:
                Append(hash, 'N', Encoding.UTF8.GetBytes(number));
                break;
            case { BOOL: { } flag }:
                Append(hash, 'F', flag ? 1 : 0);
                break;
            case { B: { } bytes }:
                Append(hash, 'B', bytes.ToArray());
                break;
            case { SS: { Count: > 0 } texts }:
                AppendSet(hash, 'T', texts.Select(Encoding.UTF8.GetBytes));
                break;
            case { NS: { Count: > 0 } numbers }:
                AppendSet(hash, 'U', numbers.Select(Encoding.UTF8.GetBytes));
                break;
            case { BS: { Count: > 0 } sets }:
                AppendSet(hash, 'V', sets.Select(bytes => bytes.ToArray()));
                break;
            case { M: { } map }:
                AppendMap(hash, map);
                break;
            case { L: { } list }:
                Append(hash, 'L', list.Count);
                foreach (var element in list)
                    Append(hash, element);
                break;
            default:
                Append(hash, '0', 0);
                break;
        }
    }

    // A set has no order of its own: DynamoDB may give it back in another one.
    private static void AppendSet(IncrementalHash hash, char type, IEnumerable<byte[]> members)
    {
        var sorted = members.OrderBy(Convert.ToHexString, StringComparer.Ordinal).ToList();
        Append(hash, type, sorted.Count);
        foreach (var member in sorted)
            Append(hash, 'S', member);
    }

    private static void Append(IncrementalHash hash, char type, byte[] bytes)
    {
        Append(hash, type, bytes.Length);
        hash.AppendData(bytes);
    }

    private static void Append(IncrementalHash hash, char type, int length)
    {
        Span<byte> head = stackalloc byte[5];
        head[0] = (byte)type;
        BinaryPrimitives.WriteInt32BigEndian(head[1..], length);
        hash.AppendData(head);
    }
}
