using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Clubshop.LocalAws.DynamoDb.Requests;

/// <summary>A hash of what a request says, whatever the order of its members or the white space between them.</summary>
internal static class Fingerprint
{
    private static readonly Comparison<KeyValuePair<string, object?>> ByName = static (one, other) => string.CompareOrdinal(one.Key, other.Key);

    /// <summary>SHA-256 of the parameters.</summary>
    public static byte[] Of(object? value)
    {
        var said = new ArrayBufferWriter<byte>(4096);
        Append(said, value);
        return SHA256.HashData(said.WrittenSpan);
    }

    private static void Append(ArrayBufferWriter<byte> said, object? value)
    {
        switch (value)
        {
            case string text:
                AppendText(said, text);
                break;
            case Parameters parameters:
                AppendMap(said, [.. parameters.All]);
                break;
            case RawValue { Members: [var only] }:
                said.Write("{"u8);
                AppendText(said, only.Key);
                Append(said, only.Value);
                said.Write("}"u8);
                break;
            case RawValue raw:
                AppendMap(said, [.. raw.Members.Select(member => KeyValuePair.Create<string, object?>(member.Key, member.Value))]);
                break;
            case IEnumerable<KeyValuePair<string, object?>> map:
                AppendMap(said, [.. map]);
                break;
            case byte[] bytes:
                AppendPart(said, bytes);
                break;
            case IEnumerable<object?> list:
                said.Write("["u8);
                foreach (var item in list) Append(said, item);
                said.Write("]"u8);
                break;
            default:
                AppendText(said, Convert.ToString(value, CultureInfo.InvariantCulture) ?? "");
                break;
        }
    }

    private static void AppendMap(ArrayBufferWriter<byte> said, List<KeyValuePair<string, object?>> map)
    {
        map.Sort(ByName);
        said.Write("{"u8);
        foreach (var (name, member) in map)
        {
            AppendText(said, name);
            Append(said, member);
        }
        said.Write("}"u8);
    }

    private static void AppendText(ArrayBufferWriter<byte> said, string text)
    {
        var length = Encoding.UTF8.GetByteCount(text);
        AppendLength(said, length);
        Encoding.UTF8.GetBytes(text, said.GetSpan(length));
        said.Advance(length);
    }

    private static void AppendPart(ArrayBufferWriter<byte> said, ReadOnlySpan<byte> part)
    {
        AppendLength(said, part.Length);
        said.Write(part);
    }

    // Length first, so that no two sequences of parts read the same.
    private static void AppendLength(ArrayBufferWriter<byte> said, int length)
    {
        length.TryFormat(said.GetSpan(12), out var written, default, CultureInfo.InvariantCulture);
        said.Advance(written);
        said.Write(":"u8);
    }
}
