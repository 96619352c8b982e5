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
    public string Advice => Instead.Length == 0 ? L[$"{L[Name]}. Remove it."] : L[$"{L[Name]} ({Character}). Use {L[Instead]} instead."];
}

/// <summary>
/// Finds characters that look like those of a registered text but differ: curly quotes, special spaces, letters of other alphabets among Latin
/// ones. They are the most frequent cause of rejection (AWS, "Template issues" of India's sender registration). Pure.
/// </summary>
public static class LookAlikes
{
    private static readonly Dictionary<char, (string Name, string Instead)> Known = new()
    {
        ['\u2018'] = (L.Later("a curly quotation mark"), "'"),
        ['\u2019'] = (L.Later("a curly apostrophe"), "'"),
        ['\u201a'] = (L.Later("a low quotation mark"), ","),
        ['\u02bc'] = (L.Later("a letter apostrophe"), "'"),
        ['\u201b'] = (L.Later("a curly quotation mark"), "'"),
        ['\u2032'] = (L.Later("a prime mark"), "'"),
        ['\u00b4'] = (L.Later("an acute accent"), "'"),
        ['`'] = (L.Later("a grave accent"), "'"),
        ['\u201c'] = (L.Later("a curly quotation mark"), "\""),
        ['\u201d'] = (L.Later("a curly quotation mark"), "\""),
        ['\u201e'] = (L.Later("a low quotation mark"), "\""),
        ['\u2033'] = (L.Later("a double prime mark"), "\""),
        ['\u2010'] = (L.Later("another hyphen"), "-"),
        ['\u2011'] = (L.Later("another hyphen"), "-"),
        ['\u2012'] = (L.Later("a dash"), "-"),
        ['\u2013'] = (L.Later("a dash"), "-"),
        ['\u2014'] = (L.Later("a long dash"), "-"),
        ['\u2015'] = (L.Later("a long dash"), "-"),
        ['\u2212'] = (L.Later("a minus sign"), "-"),
        ['\u2026'] = (L.Later("three dots in one character"), "..."),
        ['\u00b7'] = (L.Later("a middle dot"), "."),
        ['\u2044'] = (L.Later("a fraction slash"), "/"),
        ['\u2215'] = (L.Later("a division slash"), "/"),
        ['\u00d7'] = (L.Later("a multiplication sign"), "x"),
        ['\u037e'] = (L.Later("a Greek question mark"), ";"),
        ['\u0131'] = (L.Later("a dotless i"), "i"),
        ['\u1e9e'] = (L.Later("a capital sharp s"), "ss"),
        ['\u017f'] = (L.Later("a long s"), "s"),
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
            return (L.Later("a letter of another alphabet"), Latin[i].ToString());
        if (rune.Value is (>= 0xFF01 and <= 0xFF5E))
            return (L.Later("a wide character"), ((char)(rune.Value - 0xFEE0)).ToString());
        if (rune.Value is >= 0x1D400 and <= 0x1D7FF)
            return (L.Later("a letter for formulas"), rune.ToString().Normalize(NormalizationForm.FormKC));

        return Rune.GetUnicodeCategory(rune) switch
        {
            UnicodeCategory.SpaceSeparator when rune.Value != ' ' => (L.Later("another kind of space"), L.Later("a plain space")),
            // Joiners are needed within words and emoji.
            UnicodeCategory.Format when rune.Value is not (0x200C or 0x200D) => (L.Later("an invisible character"), ""),
            _ => null,
        };
    }
}
