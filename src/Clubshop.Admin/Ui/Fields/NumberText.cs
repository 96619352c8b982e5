using System.Globalization;
using System.Text;

namespace Clubshop.Admin.Ui.Fields;

/// <summary>Reads numbers as people write them: 1,00,000 · ₹1,500 · 12.5% · १०० (Devanagari digits).</summary>
public static class NumberText
{
    /// <summary>The number, or what to write instead.</summary>
    /// <param name="text">What was typed; not blank.</param>
    /// <param name="decimals">Decimal places allowed.</param>
    /// <param name="least">Least value allowed, if any.</param>
    /// <param name="most">Greatest value allowed, if any.</param>
    /// <param name="write">How a limit is named in the answer.</param>
    public static (decimal Value, string? Problem) Read(string text, int decimals, decimal? least, decimal? most, Func<decimal, string> write)
    {
        var digits = new StringBuilder(text.Length);
        foreach (var sign in text)
        {
            if (sign is '₹' or '%' or ',' or '_' || char.IsWhiteSpace(sign))
            {
                continue;
            }

            digits.Append(char.IsDigit(sign) ? (char)('0' + CharUnicodeInfo.GetDecimalDigitValue(sign)) : sign is '−' or '–' ? '-' : sign);
        }

        if (!decimal.TryParse(digits.ToString(), NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value))
        {
            return (0, digits.ToString().Any(sign => sign is 'o' or 'O')
                ? "There is a letter O in the number. Write a zero."
                : "Write a number, such as " + write(1500) + ".");
        }

        if (decimal.Round(value, decimals) != value)
        {
            return (0, decimals == 0 ? "Write a whole number." : "At most " + decimals.ToString(CultureInfo.InvariantCulture) + " decimal places.");
        }

        return value < least ? (0, "Write " + write(least.Value) + " or more.")
            : value > most ? (0, "Write " + write(most.Value) + " or less.")
            : (value, null);
    }
}
