using System.Globalization;
using System.Text;

namespace Clubshop.Admin.Customers.Search;

/// <summary>Cleans what people paste into the search box. Pure.</summary>
internal static class SearchText
{
    private static readonly (char Open, char Close)[] Pairs = [('<', '>'), ('"', '"'), ('\'', '\''), ('“', '”'), ('‘', '’'), ('(', ')'), ('[', ']'), ('{', '}')];

    /// <summary>The text as one line: in normal form C, without invisible characters (except joiners within words), quotes, brackets and trailing punctuation.</summary>
    public static string Clean(string text)
    {
        var seen = new StringBuilder(text.Length);
        foreach (var rune in Composed(text).EnumerateRunes())
        {
            if (Rune.IsWhiteSpace(rune) || Rune.IsControl(rune))
            {
                if (seen.Length > 0 && seen[^1] != ' ')
                    seen.Append(' ');
            }
            else if (rune.Value is 0x200C or 0x200D || Rune.GetUnicodeCategory(rune) is not UnicodeCategory.Format)
            {
                seen.Append(rune.Value == '\uFF20' ? "@" : rune.ToString());
            }
        }

        return Unwrapped(seen.ToString());
    }

    /// <summary>The email address in a text that contains an @, without display name, <c>mailto:</c> and query; null when there are several.</summary>
    public static string? Address(string text)
    {
        text = string.Concat(text.Where(c => c is not ('\u200C' or '\u200D')));
        if (text.IndexOf('<', StringComparison.Ordinal) is >= 0 and var open && text.IndexOf('>', open) is > 0 and var close
            && text[open..close].Contains('@', StringComparison.Ordinal))
            text = text[(open + 1)..close];

        // A quoted local part may contain spaces (RFC 5321).
        var words = text[0] == '"' ? [] : text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Where(word => word.Contains('@', StringComparison.Ordinal)).ToList();
        if (words.Count > 1)
            return null;
        if (words.Count == 1)
            text = words[0];

        text = Unwrapped(text);
        if (text.StartsWith("mailto:", StringComparison.OrdinalIgnoreCase))
            text = Unwrapped(text["mailto:".Length..].Split('?')[0]);
        return text;
    }

    // Removes what surrounds an address: the end of a sentence, a list separator, a mail program's brackets.
    private static string Unwrapped(string text)
    {
        for (var before = ""; before != text;)
        {
            before = text;
            text = text.Trim(' ', '\u200C', '\u200D').TrimEnd(',', ';', '.', ':').TrimStart(',', ';').Trim();
            foreach (var (open, close) in Pairs)
            {
                if (text.Length > 1 && text[0] == open && text[^1] == close && text[1..^1].IndexOfAny([open, close]) < 0)
                    text = text[1..^1];
            }
        }

        return text;
    }

    // Drops unpaired surrogates and noncharacters.
    private static string Composed(string text)
    {
        var whole = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length;)
        {
            if (!Rune.TryGetRuneAt(text, i, out var rune))
            {
                i++;
                continue;
            }

            if ((rune.Value & 0xFFFE) != 0xFFFE && rune.Value is not (>= 0xFDD0 and <= 0xFDEF))
                whole.Append(rune);
            i += rune.Utf16SequenceLength;
        }

        return whole.ToString().Normalize(NormalizationForm.FormC);
    }
}
