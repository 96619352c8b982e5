using System.Globalization;
using System.Text;

namespace Clubshop.Admin.Input;

/// <summary>
/// The rule for text that people read: it has visible characters, and no control characters or characters that change the reading direction.
/// Joiners within words of Indian scripts and within emoji are allowed. Pure.
/// </summary>
public static class VisibleText
{
    /// <summary>Whether the text has a visible character.</summary>
    public static bool CanBeSeen(string? text)
    {
        foreach (var rune in (text ?? "").EnumerateRunes())
        {
            if (IsVisible(rune))
                return true;
        }

        return false;
    }

    /// <summary>The problem of a text, to follow the name of its field ("The title …"); null when it is fine. An empty text is fine.</summary>
    /// <param name="text">The text.</param>
    /// <param name="lines">Whether line breaks and tabs are allowed.</param>
    public static string? Wrong(string? text, bool lines = false)
    {
        if (string.IsNullOrEmpty(text))
            return null;
        if (Refused(text, lines) is { } wrong)
            return wrong;

        return CanBeSeen(text) ? null : L["has no visible characters. Write it in letters."];
    }

    /// <summary>
    /// The problem of an address or a code, where no invisible character is allowed, to follow the name of its field; null when it is fine.
    /// </summary>
    public static string? WrongInAddress(string text)
    {
        if (Refused(text, lines: false) is { } wrong)
            return wrong;

        foreach (var rune in text.EnumerateRunes())
        {
            if (!IsVisible(rune) && Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.SpaceSeparator))
                return InvisibleCharacter(rune);
        }

        return null;
    }

    private static string? Refused(string text, bool lines)
    {
        for (var i = 0; i < text.Length;)
        {
            if (!Rune.TryGetRuneAt(text, i, out var rune))
                return L[$"contains half a character (U+{(int)text[i]:X4}). Delete it, or copy the text again."];
            if (IsRefused(rune, lines))
                return rune.Value is '\n' or '\r' or 0x2028 or 0x2029 ? L["contains a line break. Write it on one line."] : InvisibleCharacter(rune);

            i += rune.Utf16SequenceLength;
        }

        return null;
    }

    private static string InvisibleCharacter(Rune rune) => L[$"contains an invisible character (U+{rune.Value:X4}). Delete it, or type the text again."];

    // Control characters, characters that change the reading direction (UAX 9), and noncharacters.
    private static bool IsRefused(Rune rune, bool lines) => rune.Value switch
    {
        '\n' or '\r' or '\t' => !lines,
        0x2028 or 0x2029 => !lines,
        (>= 0x202A and <= 0x202E) or (>= 0x2066 and <= 0x2069) => true,
        >= 0xFDD0 and <= 0xFDEF => true,
        var value when (value & 0xFFFE) == 0xFFFE => true,
        _ => Rune.IsControl(rune),
    };

    private static bool IsVisible(Rune rune) => rune.Value switch
    {
        0x115F or 0x1160 or 0x3164 or 0xFFA0 => false, // fillers of Hangul
        0x2800 => false, // Braille without a dot
        0xFFFC or 0x1D159 => false, // where an object was; a note without a head
        _ => Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse
            or UnicodeCategory.OtherNotAssigned or UnicodeCategory.SpaceSeparator or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
            or UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark),
    };
}
