using System.Text;

namespace Clubshop.Admin.Notifications.Rules;

/// <summary>The encoding of an SMS.</summary>
public enum SmsEncoding
{
    /// <summary>GSM 03.38's 7-bit alphabet.</summary>
    Gsm7,

    /// <summary>UCS-2: 16 bits a character, two for an emoji.</summary>
    Ucs2,
}

/// <summary>
/// The number of parts of an SMS, after 3GPP TS 23.038 (GSM 03.38): 160 septets in a single message, 153 in each of several. Any character outside
/// that alphabet makes it UCS-2: 70 and 67 units. Escape sequences and surrogate pairs are never split.
/// </summary>
/// <param name="Encoding">Its encoding.</param>
/// <param name="Units">Total number of septets or 16-bit units.</param>
/// <param name="Parts">Number of billed parts; 0 for an empty text.</param>
/// <param name="Left">Units left in the last part.</param>
/// <param name="Foreign">Characters outside the 7-bit alphabet, each once, in order; empty for <see cref="SmsEncoding.Gsm7"/>.</param>
public sealed record SmsParts(SmsEncoding Encoding, int Units, int Parts, int Left, IReadOnlyList<string> Foreign)
{
    private const string Basic =
        "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";

    private const string Extension = "\f^{}\\[~]|€";

    private static readonly HashSet<char> BasicSet = [.. Basic];

    /// <summary>Plain replacements for characters outside the 7-bit alphabet.</summary>
    private static readonly Dictionary<string, string> Plain = new(StringComparer.Ordinal)
    {
        ["₹"] = "Rs ",
        ["‘"] = "'",
        ["’"] = "'",
        ["‚"] = ",",
        ["“"] = "\"",
        ["”"] = "\"",
        ["„"] = "\"",
        ["–"] = "-",
        ["—"] = "-",
        ["−"] = "-",
        ["‐"] = "-",
        ["‑"] = "-",
        ["…"] = "...",
        ["\u00a0"] = " ",
        ["\u202f"] = " ",
        ["\u2009"] = " ",
        ["•"] = "-",
        ["×"] = "x",
        ["\t"] = " ",
        ["`"] = "'",
        ["ç"] = "c",
        ["\u200b"] = "",
        ["\u200d"] = "",
        ["\ufeff"] = "",
    };

    /// <summary>Number of septets of a character in the 7-bit alphabet: 1, 2 with an escape, or 0 if it is not in it.</summary>
    public static int Septets(char c) => BasicSet.Contains(c) ? 1 : Extension.Contains(c, StringComparison.Ordinal) ? 2 : 0;

    /// <summary>Counts the parts of a text.</summary>
    public static SmsParts Of(string text)
    {
        if (text.Length == 0)
            return new(SmsEncoding.Gsm7, 0, 0, 160, []);

        if (text.All(c => Septets(c) > 0))
            return Packed(SmsEncoding.Gsm7, text.Select(Septets), 160, 153, []);

        var foreign = text.EnumerateRunes().Where(rune => !rune.IsBmp || Septets((char)rune.Value) == 0).Select(rune => rune.ToString()).Distinct(StringComparer.Ordinal);
        return Packed(SmsEncoding.Ucs2, text.EnumerateRunes().Select(rune => rune.Utf16SequenceLength), 70, 67, [.. foreign]);
    }

    /// <summary>Replaces characters by plain ones where possible, so that the text may fit the 7-bit alphabet: ₹1,500 → Rs 1,500.</summary>
    public static string Simplify(string text)
    {
        var plain = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
            plain.Append(Plain.TryGetValue(rune.ToString(), out var simple) ? simple : rune.ToString());

        return plain.ToString();
    }

    private static SmsParts Packed(SmsEncoding encoding, IEnumerable<int> sizes, int one, int each, IReadOnlyList<string> foreign)
    {
        var all = sizes.ToList();
        var units = all.Sum();
        if (units <= one)
            return new(encoding, units, 1, one - units, foreign);

        var (parts, used) = (1, 0);
        foreach (var size in all)
        {
            if (used + size > each)
                (parts, used) = (parts + 1, 0);

            used += size;
        }

        return new(encoding, units, parts, each - used, foreign);
    }
}
