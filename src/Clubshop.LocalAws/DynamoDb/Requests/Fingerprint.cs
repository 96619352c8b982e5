using System.Security.Cryptography;
using System.Text;

namespace Clubshop.LocalAws.DynamoDb.Requests;

/// <summary>A hash of what a request says, whatever the order of its members or the white space between them.</summary>
internal static class Fingerprint
{
    /// <summary>SHA-256 of the parameters.</summary>
    public static byte[] Of(object? value)
    {
        var text = new StringBuilder();
        Append(text, value);
        return SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString()));
    }

    private static void Append(StringBuilder text, object? value)
    {
        switch (value)
        {
            case Parameters parameters:
                Append(text, parameters.All);
                break;
            case RawValue raw:
                Append(text, raw.Members.Select(member => KeyValuePair.Create<string, object?>(member.Key, member.Value)));
                break;
            case IEnumerable<KeyValuePair<string, object?>> map:
                text.Append('{');
                foreach (var (name, member) in map.OrderBy(pair => pair.Key, StringComparer.Ordinal))
                {
                    Append(text, name);
                    Append(text, member);
                }
                text.Append('}');
                break;
            case IEnumerable<object?> list:
                text.Append('[');
                foreach (var item in list) Append(text, item);
                text.Append(']');
                break;
            case byte[] bytes:
                Append(text, Convert.ToBase64String(bytes));
                break;
            default:
                // Length first, so that no two sequences of parts read the same.
                var part = value?.ToString() ?? "";
                text.Append(part.Length).Append(':').Append(part);
                break;
        }
    }
}
