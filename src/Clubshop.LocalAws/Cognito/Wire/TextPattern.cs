using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Clubshop.LocalAws.Cognito.Wire;

/// <summary>
/// A pattern of the service's model, matched as the service does: against the whole text, by characters and not by UTF-16 halves, with
/// <c>\w</c> and <c>\s</c> only for ASCII.
/// </summary>
internal sealed class TextPattern
{
    private readonly Regex _regex;

    /// <param name="pattern">As the model has it.</param>
    public TextPattern(string pattern)
    {
        var ascii = pattern
            .Replace(@"[\S]", @"[^ \t\n\v\f\r]", StringComparison.Ordinal)
            .Replace(@"\w", "a-zA-Z_0-9", StringComparison.Ordinal)
            .Replace(@"\s", @" \t\n\v\f\r", StringComparison.Ordinal);
        _regex = new Regex($"^(?:{ascii})\\z", RegexOptions.CultureInvariant | RegexOptions.Singleline, TimeSpan.FromSeconds(1));
    }

    /// <summary>Whether the text is of it.</summary>
    public bool IsMatch(string text) => _regex.IsMatch(text.AsSpan().IndexOfAnyInRange('\ud800', '\udfff') < 0 ? text : Simplified(text));

    // .NET looks at the halves of a character beyond U+FFFF. The patterns only ask for categories, so a character of the same category takes its place.
    private static string Simplified(string text)
    {
        var simple = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.IsBmp) simple.Append((char)rune.Value);
            else simple.Append(StandInOf(Rune.GetUnicodeCategory(rune)));
        }
        return simple.ToString();
    }

    private static char StandInOf(UnicodeCategory category) => category switch
    {
        UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter or UnicodeCategory.TitlecaseLetter or UnicodeCategory.ModifierLetter
            or UnicodeCategory.OtherLetter => '\u00e4',
        UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark => '\u0301',
        UnicodeCategory.DecimalDigitNumber or UnicodeCategory.LetterNumber or UnicodeCategory.OtherNumber => '\u0967',
        UnicodeCategory.CurrencySymbol or UnicodeCategory.MathSymbol or UnicodeCategory.ModifierSymbol or UnicodeCategory.OtherSymbol => '\u00a4',
        UnicodeCategory.ConnectorPunctuation or UnicodeCategory.DashPunctuation or UnicodeCategory.OpenPunctuation or UnicodeCategory.ClosePunctuation
            or UnicodeCategory.InitialQuotePunctuation or UnicodeCategory.FinalQuotePunctuation or UnicodeCategory.OtherPunctuation => '\u00a1',
        _ => '\u0080', // a control: of none of the categories that patterns ask for, but no blank
    };
}
