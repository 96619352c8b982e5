using System.Globalization;
using System.Text;
using System.Text.Unicode;

namespace Clubshop.LocalAws.Wire;

/// <summary>Percent-encoded text of a path or a query.</summary>
internal static class PercentText
{
    /// <summary>Decodes; a sign that is not followed by two hexadecimal digits stands for itself.</summary>
    /// <param name="text">As sent.</param>
    /// <param name="isText">Whether the bytes were UTF-8; other bytes are replaced by U+FFFD.</param>
    public static string Decode(string text, out bool isText)
    {
        isText = true;
        if (!text.Contains('%', StringComparison.Ordinal)) return text;
        var bytes = new byte[Encoding.UTF8.GetMaxByteCount(text.Length)];
        var length = 0;
        for (var at = 0; at < text.Length;)
        {
            if (text[at] == '%' && at + 2 < text.Length && byte.TryParse(text.AsSpan(at + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out bytes[length]))
            {
                length++;
                at += 3;
                continue;
            }
            var next = text.IndexOf('%', at + 1) is >= 0 and var found ? found : text.Length;
            length += Encoding.UTF8.GetBytes(text.AsSpan(at, next - at), bytes.AsSpan(length));
            at = next;
        }
        isText = Utf8.IsValid(bytes.AsSpan(0, length));
        return Encoding.UTF8.GetString(bytes, 0, length);
    }
}
