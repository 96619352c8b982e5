using System.Globalization;
using System.Text;

namespace Clubshop.Aws.Cognito;

/// <summary>
/// Reads a one-time code as people type and paste it: in the digits of any script, with spaces or hyphens in between, and with the
/// invisible characters that mail programs and chats add.
/// </summary>
public static class CodeReader
{
    /// <summary>The number of digits of a code, from an authenticator or sent by Cognito.</summary>
    public const int Length = 6;

    // What people paste around a code is short; a forged form may be long.
    private const int Longest = 100;

    private const int MinusSign = 0x2212;

    /// <summary>The code in ASCII digits; null for input that cannot be a code.</summary>
    public static string? Read(string? typed)
    {
        if (typed is null || typed.Length > Longest)
            return null;

        Span<char> digits = stackalloc char[Length];
        var count = 0;
        foreach (var rune in typed.EnumerateRunes())
        {
            if (Rune.GetUnicodeCategory(rune) == UnicodeCategory.DecimalDigitNumber)
            {
                if (count == Length)
                    return null;

                digits[count++] = (char)('0' + (int)Rune.GetNumericValue(rune));
            }
            else if (!IsSeparator(rune))
            {
                return null;
            }
        }

        return count == Length ? new string(digits) : null;
    }

    // White space, hyphens and dashes of every kind, and format characters such as U+200E and U+FEFF.
    private static bool IsSeparator(Rune rune) => Rune.IsWhiteSpace(rune) || rune.Value == MinusSign
        || Rune.GetUnicodeCategory(rune) is UnicodeCategory.DashPunctuation or UnicodeCategory.Format;
}
