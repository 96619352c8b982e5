using System.Globalization;
using System.Text;

namespace Clubshop.Admin.Common;

/// <summary>The part of a public address that names a record: lower-case letters a to z, digits, single hyphens between them.</summary>
public static class Slug
{
    /// <summary>Characters a slug may have.</summary>
    public const int MaxLength = 80;

    /// <summary>Whether the text is a slug as it stands.</summary>
    public static bool IsValid(string? text) =>
        text is { Length: > 0 and <= MaxLength } && text[0] != '-' && text[^1] != '-'
        && !text.Contains("--", StringComparison.Ordinal)
        && text.All(c => c is (>= 'a' and <= 'z') or (>= '0' and <= '9') or '-');

    /// <summary>
    /// A slug from a name in any script: Latin letters lose their diacritics, Devanagari is transliterated; where nothing remains
    /// (Tamil, emoji), <paramref name="fallback"/>, for example the record's code or id, is used instead.
    /// </summary>
    /// <exception cref="ArgumentException">Neither the name nor the fallback gives a slug.</exception>
    public static string From(string? name, string fallback)
    {
        var slug = Derive(name);
        if (slug.Length == 0)
            slug = Derive(fallback);

        return slug.Length > 0 ? slug : throw new ArgumentException("The fallback has no letter or digit.", nameof(fallback));
    }

    /// <summary>A slug from a name, or an empty text where the name has no letter that can be written in Latin.</summary>
    public static string Derive(string? name)
    {
        var slug = new StringBuilder();
        foreach (var c in Latin(name ?? ""))
        {
            if (c is (>= 'a' and <= 'z') or (>= '0' and <= '9'))
                slug.Append(c);
            else if (c is not ('\'' or '.') && slug.Length > 0 && slug[^1] != '-')
                slug.Append('-');

            if (slug.Length == MaxLength)
                break;
        }

        return slug.ToString().Trim('-');
    }

    /// <summary>The slug with a suffix, as <c>tata-2</c>, within <see cref="MaxLength"/>.</summary>
    public static string WithSuffix(string slug, string suffix)
    {
        var room = MaxLength - suffix.Length - 1;
        return (slug.Length > room ? slug[..room].TrimEnd('-') : slug) + "-" + suffix;
    }

    private static string Latin(string name)
    {
        var folded = Fold.Text(Apostrophes.AsTyped(name).Replace('`', '\'').Replace("&", " and ", StringComparison.Ordinal));
        var latin = new StringBuilder(folded.Length);
        for (var i = 0; i < folded.Length; i++)
        {
            var c = folded[i];
            if (c < '\u0080')
                latin.Append(c);
            else if (Devanagari.IsLetter(c))
                i = Devanagari.Write(folded, i, latin) - 1;
            else if (Special(c) is { } plain)
                latin.Append(plain);
            else if (CharUnicodeInfo.GetDecimalDigitValue(c) is >= 0 and var digit)
                latin.Append((char)('0' + digit));
            else
                latin.Append(' ');
        }

        return latin.ToString();
    }

    // Latin letters that have no decomposition.
    private static string? Special(char c) => c switch
    {
        'ß' => "ss",
        'æ' => "ae",
        'œ' => "oe",
        'ø' => "o",
        'đ' or 'ð' => "d",
        'ł' => "l",
        'þ' => "th",
        'ı' => "i",
        '₹' => "rs",
        '€' => "eur",
        _ => null,
    };
}
