using System.Globalization;

namespace Clubshop.Admin.Input;

/// <summary>Cuts text between grapheme clusters: an emoji with its skin tone, or a letter with its marks, is kept or dropped as a whole. Pure.</summary>
public static class TextCut
{
    private const string Ellipsis = "…";

    /// <summary>The beginning of a text, up to a number of UTF-16 units (which limits of columns, tokens and storage count).</summary>
    public static string Units(string text, int most)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(most);
        if (text.Length <= most)
            return text;

        var end = 0;
        while (end < text.Length && end + StringInfo.GetNextTextElementLength(text, end) is var next && next <= most)
            end = next;
        return text[..end];
    }

    /// <summary>The first characters of a text, counted in grapheme clusters.</summary>
    public static string Characters(string text, int most)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(most);
        if (text.Length <= most)
            return text;

        var end = 0;
        for (var taken = 0; taken < most && end < text.Length; taken++)
            end += StringInfo.GetNextTextElementLength(text, end);
        return text[..end];
    }

    /// <summary>A text for display: unchanged, or cut to a number of UTF-16 units and followed by an ellipsis.</summary>
    public static string Shown(string text, int most) => text.Length <= most ? text : Units(text, most).TrimEnd() + Ellipsis;
}
