using System.Globalization;
using System.Text;

namespace Clubshop.Admin.Common;

/// <summary>Folds text for search: what looks alike to a person compares alike, byte by byte.</summary>
public static class Fold
{
    /// <summary>Characters of a folded text that are kept; the rest is not searched.</summary>
    public const int MaxLength = 400;

    /// <summary>
    /// The text in NFKC, lower case, without diacritics on Latin, Greek and Cyrillic letters (U+0300–U+036F), without invisible joiners,
    /// runs of white space as one space. Signs that carry sound in Indian scripts (matras, virama, nukta) stay.
    /// </summary>
    public static string Text(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
            return "";

        if (text.Length > MaxLength * 4)
            text = text[..(MaxLength * 4)];

        if (Ascii.IsValid(text))
            return Collapse(text.ToLowerInvariant());

        // Before, because an accent that stands alone becomes a space and a mark; after, because some signs are made of primes.
        var decomposed = Apostrophes.AsTyped(Apostrophes.AsTyped(Sanitize(text)).Normalize(NormalizationForm.FormKD)).ToLowerInvariant();
        var kept = new StringBuilder(decomposed.Length);
        foreach (var c in decomposed)
        {
            if (c is >= '\u0300' and <= '\u036f' || char.GetUnicodeCategory(c) == UnicodeCategory.Format)
                continue;

            kept.Append(c);
        }

        return Collapse(kept.ToString().Normalize(NormalizationForm.FormC));
    }

    /// <summary>The folded words of what a person typed; a record matches when its folded text contains each of them.</summary>
    public static string[] Terms(string? query) => Text(query).Split(' ', StringSplitOptions.RemoveEmptyEntries);

    // Lone surrogates and the noncharacters cannot be normalized.
    private static string Sanitize(string text)
    {
        text = text.Replace('\ufffe', ' ').Replace('\uffff', ' ');
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
                i++;
            else if (char.IsSurrogate(text[i]))
                return Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));
        }

        return text;
    }

    private static string Collapse(string text)
    {
        var result = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            if (!char.IsWhiteSpace(c) && !char.IsControl(c))
                result.Append(c);
            else if (result.Length > 0 && result[^1] != ' ')
                result.Append(' ');

            if (result.Length == MaxLength)
                break;
        }

        if (result.Length > 0 && result[^1] == ' ')
            result.Length--;

        if (result.Length > 0 && char.IsHighSurrogate(result[^1]))
            result.Length--;

        return result.ToString();
    }
}
