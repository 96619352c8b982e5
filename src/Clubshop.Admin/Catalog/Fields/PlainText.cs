using System.Globalization;
using System.Text;

namespace Clubshop.Admin.Catalog.Fields;

/// <summary>
/// What people type or paste, made fit to keep: NFC, without control characters and broken surrogates. Any script, emoji, joiners and
/// marks of direction stay; HTML is text like any other.
/// </summary>
public static class PlainText
{
    /// <summary>One line: line breaks, tabs and runs of spaces become one space, the ends are trimmed.</summary>
    public static string Line(string? text)
    {
        var result = new StringBuilder();
        foreach (var c in Whole(text))
        {
            if (char.IsControl(c) && !char.IsWhiteSpace(c))
                continue;

            if (!char.IsWhiteSpace(c))
                result.Append(c);
            else if (result.Length > 0 && result[^1] != ' ')
                result.Append(' ');
        }

        return Composed(result.ToString().TrimEnd(' '));
    }

    /// <summary>Several lines: line breaks become LF, other control characters but the tab are dropped, the ends are trimmed.</summary>
    public static string Lines(string? text)
    {
        var result = new StringBuilder();
        foreach (var c in Whole(text).ReplaceLineEndings("\n"))
        {
            if (c is '\n' or '\t' || !char.IsControl(c))
                result.Append(c);
        }

        return Composed(result.ToString().Trim());
    }

    /// <summary>Characters as people count them: one for an emoji with its skin tone, one for a letter with its marks.</summary>
    public static int Count(string text) => new StringInfo(text).LengthInTextElements;

    // Unicode keeps these for programs' own use; .NET does not normalize a text that has one.
    private static bool IsNoncharacter(int value) => (value & 0xFFFE) == 0xFFFE || value is >= 0xFDD0 and <= 0xFDEF;

    private static string Whole(string? text)
    {
        if (string.IsNullOrEmpty(text))
            return "";

        if (Ascii.IsValid(text))
            return text;

        var whole = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune != Rune.ReplacementChar && !IsNoncharacter(rune.Value))
                whole.Append(rune);
        }

        return whole.ToString();
    }

    // Last: what was dropped may have stood between a letter and its mark.
    private static string Composed(string text) => Ascii.IsValid(text) ? text : text.Normalize(NormalizationForm.FormC);
}
