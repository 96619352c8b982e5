using System.Globalization;

namespace Clubshop.Admin.Input;

/// <summary>Cuts text between characters as people see them: an emoji with its skin tone, a letter with its marks, is kept whole or left out whole. Pure.</summary>
public static class TextCut
{
    private const string Ellipsis = "…";

    /// <summary>The beginning of a text, of at most so many UTF-16 units: what columns, tokens and limits of storage count.</summary>
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

    /// <summary>The first so many characters as people see them.</summary>
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

    /// <summary>A text to be shown: as it is, or its beginning of at most so many UTF-16 units and an ellipsis behind it.</summary>
    public static string Shown(string text, int most) => text.Length <= most ? text : Units(text, most).TrimEnd() + Ellipsis;
}
