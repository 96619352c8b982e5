using System.Globalization;
using System.Text;

namespace Clubshop.Coupons;

/// <summary>The text of codes: how it is read, checked, shown and hidden.</summary>
public static class CouponCode
{
    /// <summary>Fewest characters, normalized.</summary>
    public const int MinLength = 4;

    /// <summary>Most characters, normalized.</summary>
    public const int MaxLength = 40;

    /// <summary>Most characters as typed, blanks and dashes included; longer text is refused unread.</summary>
    public const int MaxTyped = 200;

    /// <summary>
    /// Reads a code as a person or a file writes it: NFKC, upper case, without blanks and dashes. The rest must be A to Z and 0 to 9,
    /// <see cref="MinLength"/> to <see cref="MaxLength"/> of them. Letters of other scripts that look like Latin ones are refused by
    /// name, never replaced: a code that reads the same but is another one would be somebody else's.
    /// </summary>
    public static CodeReading Read(string? text)
    {
        if (string.IsNullOrEmpty(text))
            return new(null, CodeProblem.Empty);
        if (text.Length > MaxTyped)
            return new(null, CodeProblem.TooLong);

        var code = new StringBuilder(text.Length);
        foreach (var rune in Composed(text).EnumerateRunes())
        {
            if (IsLeftOut(rune))
                continue;

            var upper = Rune.ToUpperInvariant(rune);
            if (!upper.IsAscii || !char.IsAsciiLetterOrDigit((char)upper.Value))
                return new(null, Scripts.LooksAlike(rune) ? CodeProblem.LookAlike : CodeProblem.Character, Scripts.NameOf(rune));
            code.Append((char)upper.Value);
        }

        return code.Length switch
        {
            0 => new(null, CodeProblem.Empty),
            < MinLength => new(null, CodeProblem.TooShort),
            > MaxLength => new(null, CodeProblem.TooLong),
            _ => new(code.ToString(), null),
        };
    }

    /// <summary>Groups of four, for reading aloud: <c>ABCD 2345 7K</c>.</summary>
    public static string Grouped(string code) => string.Join(' ', code.Chunk(4).Select(part => new string(part)));

    /// <summary>The last four characters, as the audit log names a code; of a code of up to six, the last two: the rest must stay unknown.</summary>
    public static string Ending(string code) => code[^(code.Length <= 6 ? Math.Min(2, code.Length) : 4)..];

    /// <summary>Hidden but for <see cref="Ending"/>: <c>•••• 7K2M</c>.</summary>
    public static string Masked(string code) => "•••• " + Ending(code);

    private static string Composed(string text)
    {
        try
        {
            return text.Normalize(NormalizationForm.FormKC);
        }
        catch (ArgumentException)
        {
            return text; // half a surrogate has no normal form, and is no character of a code
        }
    }

    // Blanks, dashes of every kind, and what is invisible in text that was copied: byte order mark, soft hyphen, marks of direction.
    private static bool IsLeftOut(Rune rune) =>
        Rune.IsWhiteSpace(rune) || rune.Value == '\u2212'
        || Rune.GetUnicodeCategory(rune) is UnicodeCategory.DashPunctuation or UnicodeCategory.Format;
}

/// <summary>What <see cref="CouponCode.Read"/> made of a text: a code, or why it is none.</summary>
/// <param name="Code">The normalized code; null when it is none.</param>
/// <param name="Problem">Why it is none; null when it is one.</param>
/// <param name="Character">The first character at fault, by its script and number: <c>Cyrillic, U+0410</c>; null where none is.</param>
public sealed record CodeReading(string? Code, CodeProblem? Problem, string? Character = null)
{
    /// <summary>The problem in a sentence for people; never with the code in it. Null without one.</summary>
    public string? Message => Problem switch
    {
        null => null,
        CodeProblem.Empty => "There is no code.",
        CodeProblem.TooShort => $"A code has at least {CouponCode.MinLength} letters and digits.",
        CodeProblem.TooLong => $"A code has at most {CouponCode.MaxLength} letters and digits.",
        CodeProblem.LookAlike => $"The code has a character of another script ({Character}) that looks like a Latin letter or digit. Type it again with A to Z and 0 to 9.",
        _ => $"The code has a character ({Character}) that codes do not have. Use A to Z and 0 to 9.",
    };

    /// <summary>Whether it is a code, and the problem; never the code.</summary>
    public override string ToString() => Problem?.ToString() ?? "a code";
}

/// <summary>Why a text is no code.</summary>
public enum CodeProblem
{
    /// <summary>Nothing, or only blanks and dashes.</summary>
    Empty,

    /// <summary>Under <see cref="CouponCode.MinLength"/>.</summary>
    TooShort,

    /// <summary>Over <see cref="CouponCode.MaxLength"/>.</summary>
    TooLong,

    /// <summary>A letter or digit of another script that looks like a Latin one.</summary>
    LookAlike,

    /// <summary>A character that codes do not have.</summary>
    Character,
}
