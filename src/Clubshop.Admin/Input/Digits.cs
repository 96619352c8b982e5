using System.Globalization;
using System.Text;

namespace Clubshop.Admin.Input;

/// <summary>
/// Normalizes typed or pasted text before it is read as a number, a date or a phone number: digits of every script become 0 to 9, dashes become
/// hyphens, white space becomes single spaces, full-width forms become ASCII, and invisible characters are removed.
/// </summary>
public static class Digits
{
    /// <summary>The normalized text, trimmed. Letters stay as they are.</summary>
    public static string Plain(string? text)
    {
        var plain = new StringBuilder(text?.Length ?? 0);
        foreach (var rune in (text ?? "").EnumerateRunes())
        {
            var category = Rune.GetUnicodeCategory(rune);
            if (Rune.IsWhiteSpace(rune) || category == UnicodeCategory.Control)
            {
                if (plain.Length > 0 && plain[^1] != ' ')
                    plain.Append(' ');
            }
            else if (category == UnicodeCategory.DecimalDigitNumber)
            {
                plain.Append((char)('0' + (int)Rune.GetNumericValue(rune)));
            }
            else if (category == UnicodeCategory.DashPunctuation || rune.Value == 0x2212)
            {
                plain.Append('-');
            }
            else if (category != UnicodeCategory.Format && rune.Value is not (>= 0xFE00 and <= 0xFE0F))
            {
                plain.Append(rune.Value switch
                {
                    >= 0xFF01 and <= 0xFF5E => ((char)(rune.Value - 0xFEE0)).ToString(), // full-width forms of ASCII
                    0x066B => ".", // the decimal separator of Arabic
                    0x066C or 0x060C => ",", // its thousands separator and its comma
                    _ => rune.ToString(),
                });
            }
        }

        if (plain.Length > 0 && plain[^1] == ' ')
            plain.Length--;

        return plain.ToString();
    }
}
