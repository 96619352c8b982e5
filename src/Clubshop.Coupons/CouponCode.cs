namespace Clubshop.Coupons;

/// <summary>The text of codes: how it is read, checked, shown and hidden.</summary>
public static partial class CouponCode
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
    /// name, never replaced.
    /// </summary>
    public static CodeReading Read(string? text) => throw new NotSupportedException();

    /// <summary>Groups of four, for reading aloud: <c>ABCD 2345 7K</c>.</summary>
    public static string Grouped(string code) => throw new NotSupportedException();

    /// <summary>The last four characters, as the audit log names a code; of a code of up to six, the last two.</summary>
    public static string Ending(string code) => throw new NotSupportedException();

    /// <summary>Hidden but for <see cref="Ending"/>: <c>•••• 7K2M</c>.</summary>
    public static string Masked(string code) => throw new NotSupportedException();
}

/// <summary>What <see cref="CouponCode.Read"/> made of a text: a code, or why it is none.</summary>
/// <param name="Code">The normalized code; null when it is none.</param>
/// <param name="Problem">Why it is none; null when it is one.</param>
/// <param name="Character">The first character at fault, as <c>U+0410 CYRILLIC…</c> is named; null where none is.</param>
public sealed record CodeReading(string? Code, CodeProblem? Problem, string? Character = null)
{
    /// <summary>The problem in a sentence for people; never with the code in it. Null without one.</summary>
    public string? Message => throw new NotSupportedException();
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
