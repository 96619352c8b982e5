using System.Globalization;
using System.Text;

namespace Clubshop.Admin.Notifications.Rules;

/// <summary>A character that looks like another one, so that operators' filters reject the text.</summary>
/// <param name="Character">The character found.</param>
/// <param name="Name">Its name for people: "a curly quotation mark".</param>
/// <param name="Instead">What to use instead; empty if it should be removed.</param>
/// <param name="At">Its position, in UTF-16 units from 0.</param>
public sealed record LookAlike(string Character, string Name, string Instead, int At)
{
    /// <summary>What it is and how to correct it; continues a sentence.</summary>
    public string Advice => Instead.Length == 0 ? $"{Name}. Remove it." : $"{Name} ({Character}). Use {Instead} instead.";
}

/// <summary>
/// Finds characters that look like those of a registered text but differ: curly quotes, special spaces, letters of other alphabets among Latin
/// ones. They are the most frequent cause of rejection (AWS, "Template issues" of India's sender registration). Pure.
/// </summary>
public static class LookAlikes
{
    private static readonly Dictionary<char, (string Name, string Instead)> Known = new()
    {
        ['\u2018'] = ("a curly quotation mark", "'"),
        ['\u2019'] = ("a curly apostrophe", "'"),
        ['\u201a'] = ("a low quotation mark", ","),
        ['\u02bc'] = ("a letter apostrophe", "'"),
        ['\u201b'] = ("a curly quotation mark", "'"),
        ['\u2032'] = ("a prime mark", "'"),
        ['\u00b4'] = ("an acute accent", "'"),
        ['`'] = ("a grave accent", "'"),
        ['\u201c'] = ("a curly quotation mark", "\""),
        ['\u201d'] = ("a curly quotation mark", "\""),
        ['\u201e'] = ("a low quotation mark", "\""),
        ['\u2033'] = ("a double prime mark", "\""),
        ['\u2010'] = ("another hyphen", "-"),
        ['\u2011'] = ("another hyphen", "-"),
        ['\u2012'] = ("a dash", "-"),
        ['\u2013'] = ("a dash", "-"),
        ['\u2014'] = ("a long dash", "-"),
        ['\u2015'] = ("a long dash", "-"),
        ['\u2212'] = ("a minus sign", "-"),
        ['\u2026'] = ("three dots in one character", "..."),
        ['\u00b7'] = ("a middle dot", "."),
        ['\u2044'] = ("a fraction slash", "/"),
        ['\u2215'] = ("a division slash", "/"),
        ['\u00d7'] = ("a multiplication sign", "x"),
        ['\u037e'] = ("a Greek question mark", ";"),
        ['\u0131'] = ("a dotless i", "i"),
        ['\u1e9e'] = ("a capital sharp s", "ss"),
        ['\u017f'] = ("a long s", "s"),
    };

    // Cyrillic and Greek letters that look like Latin ones.
    private const string Foreign = "АВЕЅІЈКМНОРСТУХаеорсухіјѕһԁԛԝɡΑΒΕΖΗΙΚΜΝΟΡΤΥΧονυ";
    private const string Latin = "ABESIJKMHOPCTYXaeopcyxijshdqwgABEZHIKMNOPTYXovu";

    /// <summary>All look-alikes in order; empty for a clean text.</summary>
    public static IReadOnlyList<LookAlike> Find(string text)
    {
        var found = new List<LookAlike>();
        var at = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            if (Of(rune) is var (name, instead))
                found.Add(new(rune.ToString(), name, instead, at));

            at += rune.Utf16SequenceLength;
        }

        return found;
    }

    private static (string Name, string Instead)? Of(Rune rune)
    {
        if (rune.IsBmp && Known.TryGetValue((char)rune.Value, out var known))
            return known;
        if (rune.IsBmp && Foreign.IndexOf((char)rune.Value, StringComparison.Ordinal) is >= 0 and var i)
            return ("a letter of another alphabet", Latin[i].ToString());
        if (rune.Value is (>= 0xFF01 and <= 0xFF5E))
            return ("a wide character", ((char)(rune.Value - 0xFEE0)).ToString());
        if (rune.Value is >= 0x1D400 and <= 0x1D7FF)
            return ("a letter for formulas", rune.ToString().Normalize(NormalizationForm.FormKC));

        return Rune.GetUnicodeCategory(rune) switch
        {
            UnicodeCategory.SpaceSeparator when rune.Value != ' ' => ("another kind of space", "a plain space"),
            // Joiners are needed within words and emoji.
            UnicodeCategory.Format when rune.Value is not (0x200C or 0x200D) => ("an invisible character", ""),
            _ => null,
        };
    }
}
