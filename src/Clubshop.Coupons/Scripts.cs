using System.Globalization;
using System.Text;

namespace Clubshop.Coupons;

/// <summary>Names characters that are no Latin letters, so that a person finds the one that only looks like it.</summary>
internal static class Scripts
{
    // Scripts with letters that are drawn like Latin capitals (Unicode's confusables, UTS 39), by block.
    private static readonly (int First, int Last, string Name)[] Alike =
    [
        (0x0370, 0x03FF, "Greek"), (0x1F00, 0x1FFF, "Greek"),
        (0x0400, 0x052F, "Cyrillic"), (0x1C80, 0x1C8F, "Cyrillic"), (0x2DE0, 0x2DFF, "Cyrillic"), (0xA640, 0xA69F, "Cyrillic"),
        (0x0530, 0x058F, "Armenian"), (0x13A0, 0x13FF, "Cherokee"), (0xAB70, 0xABBF, "Cherokee"), (0x2C80, 0x2CFF, "Coptic"),
        (0xA4D0, 0xA4FF, "Lisu"), (0x10A0, 0x10FF, "Georgian"), (0x16A0, 0x16FF, "Runic"), (0x10280, 0x1029F, "Lycian"),
        (0x102A0, 0x102DF, "Carian"), (0x10400, 0x1044F, "Deseret"), (0x0250, 0x02AF, "phonetic letter"),
    ];

    /// <summary>Whether it is of a script with letters that look like Latin ones, or a digit of any other script.</summary>
    public static bool LooksAlike(Rune rune) => !rune.IsAscii && (ScriptOf(rune) is not null || IsDigit(rune) || rune.Value is 0x0131 or 0x0237);

    /// <summary>The character by script, where it is one of those that look alike, and number.</summary>
    public static string NameOf(Rune rune)
    {
        var number = string.Create(CultureInfo.InvariantCulture, $"U+{rune.Value:X4}");
        return (ScriptOf(rune) ?? (!rune.IsAscii && IsDigit(rune) ? "another script's digit" : null)) is { } script ? $"{script}, {number}" : number;
    }

    private static bool IsDigit(Rune rune) => Rune.GetUnicodeCategory(rune) == UnicodeCategory.DecimalDigitNumber;

    private static string? ScriptOf(Rune rune)
    {
        foreach (var (first, last, name) in Alike)
        {
            if (rune.Value >= first && rune.Value <= last)
                return name;
        }

        return null;
    }
}
