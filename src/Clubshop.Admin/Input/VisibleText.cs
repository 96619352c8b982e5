using System.Globalization;
using System.Text;

namespace Clubshop.Admin.Input;

/// <summary>
/// The one rule for text that people will read: something in it can be seen, and nothing in it hides or turns round what stands beside it.
/// Joiners within words of Indian scripts and within emoji stay. Pure.
/// </summary>
public static class VisibleText
{
    /// <summary>Whether anything in the text can be seen.</summary>
    public static bool CanBeSeen(string? text)
    {
        foreach (var rune in (text ?? "").EnumerateRunes())
        {
            if (IsVisible(rune))
                return true;
        }

        return false;
    }

    /// <summary>What is wrong with a text, as the end of a sentence that begins with what the text is; null for nothing. An empty text is in order.</summary>
    /// <param name="text">The text.</param>
    /// <param name="lines">Whether it may have several lines.</param>
    public static string? Wrong(string? text, bool lines = false)
    {
        if (string.IsNullOrEmpty(text))
            return null;
        if (Refused(text, lines) is { } wrong)
            return wrong;

        return CanBeSeen(text) ? null : "has nothing in it that can be seen. Write it in letters.";
    }

    /// <summary>
    /// What is wrong with an address or a code, where nothing invisible belongs at all, as the end of a sentence; null for nothing.
    /// </summary>
    public static string? WrongInAddress(string text)
    {
        if (Refused(text, lines: false) is { } wrong)
            return wrong;

        foreach (var rune in text.EnumerateRunes())
        {
            if (!IsVisible(rune) && Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.SpaceSeparator))
                return Names(rune);
        }

        return null;
    }

    private static string? Refused(string text, bool lines)
    {
        for (var i = 0; i < text.Length;)
        {
            if (!Rune.TryGetRuneAt(text, i, out var rune))
                return $"has half a character in it (U+{(int)text[i]:X4}). Delete it, or copy the text again.";
            if (IsRefused(rune, lines))
                return rune.Value is '\n' or '\r' or 0x2028 or 0x2029 ? "has a line break in it. Write it on one line." : Names(rune);

            i += rune.Utf16SequenceLength;
        }

        return null;
    }

    private static string Names(Rune rune) => $"has a character in it that cannot be seen (U+{rune.Value:X4}). Delete it, or type the text again.";

    // Controls, what turns the direction of reading round (UAX 9), and code points that never are characters.
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
