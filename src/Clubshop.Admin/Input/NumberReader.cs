using System.Globalization;
using System.Text.RegularExpressions;

namespace Clubshop.Admin.Input;

/// <summary>
/// Reads numbers and amounts of rupees as people write them: 1,00,000 · 100,000 · 1 500 · ₹1,500 · Rs. 500/- · 12.5% · १,५०० (digits of any
/// script). A comma only groups digits, as in India or in the West: a text such as 99,50 is refused rather than guessed at.
/// </summary>
public static partial class NumberReader
{
    private const int Longest = 60;
    private const int MostDigits = 18;

    /// <summary>The number, or what to write instead.</summary>
    /// <param name="text">What was typed; not blank.</param>
    /// <param name="decimals">Decimal places allowed.</param>
    /// <param name="least">Least value allowed, if any.</param>
    /// <param name="most">Greatest value allowed, if any.</param>
    /// <param name="write">How a number is named in the answer.</param>
    /// <param name="decimalComma">
    /// Whether the text may write its decimals after a comma, as a file whose separator is a semicolon does. What could be both, such as
    /// 1,500, is then refused.
    /// </param>
    public static (decimal Value, string? Problem) Read(
        string text, int decimals, decimal? least, decimal? most, Func<decimal, string> write, bool decimalComma = false)
    {
        if (text.Length > Longest * 4 || Digits.Plain(text) is not { Length: <= Longest } plain)
            return (0, "Write a number, such as " + write(1500) + ".");

        var number = Whole().Match(plain);
        var signs = number.Groups["sign"].Captures.Select(capture => capture.Value).Where(sign => sign.Length > 0).ToArray();
        if (!number.Success || signs.Length > 1)
            return (0, WhyNot(plain, write));

        var (whole, fraction) = (number.Groups["whole"].Value, number.Groups["fraction"].Value);
        if (decimalComma && fraction.Length == 0 && OneComma().IsMatch(whole))
        {
            if (whole.Length - whole.IndexOf(',', StringComparison.Ordinal) == 4)
                return (0, $"“{whole}” may be {whole.Replace(",", "", StringComparison.Ordinal)} or {whole.Replace(',', '.')}. Write it without a comma.");

            (whole, fraction) = (whole[..whole.IndexOf(',', StringComparison.Ordinal)], whole[(whole.IndexOf(',', StringComparison.Ordinal) + 1)..]);
        }

        if (!Grouped().IsMatch(whole))
            return (0, WhyNotGrouped(whole, fraction));

        whole = whole.Replace(",", "", StringComparison.Ordinal).Replace(" ", "", StringComparison.Ordinal).TrimStart('0');
        fraction = fraction.TrimEnd('0');
        if (fraction.Length > decimals)
            return (0, decimals == 0 ? "Write a whole number." : "At most " + decimals.ToString(CultureInfo.InvariantCulture) + " decimal places.");
        if (whole.Length > MostDigits)
            return (0, most is { } limit ? "Write " + write(limit) + " or less." : "The number is too large. Check the zeros.");

        var value = decimal.Parse("0" + whole + (fraction.Length > 0 ? "." + fraction : ""), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture);
        value = signs is ["-"] && value != 0 ? -value : value;
        return value < least ? (0, "Write " + write(least.Value) + " or more.")
            : value > most ? (0, "Write " + write(most.Value) + " or less.")
            : (value, null);
    }

    private static string WhyNot(string plain, Func<decimal, string> write) =>
        LetterO().IsMatch(plain) ? "There is a letter O in the number. Write a zero." : "Write a number, such as " + write(1500) + ".";

    private static string WhyNotGrouped(string whole, string fraction) =>
        fraction.Length == 0 && OneComma().IsMatch(whole)
            ? $"A comma only groups digits, as in 1,00,000. Write {whole.Replace(',', '.')} for decimals."
            : "The digits are not grouped as in 1,00,000 or 100,000. Write them without commas and blanks.";

    // A sign and a currency, in either order; digits with commas or blanks between them; decimals; what Indian bills write behind an amount.
    [GeneratedRegex(
        @"^(?<sign>[+-]?) ?(₹|rs\.?|inr)? ?(?<sign>[+-]?)(?<whole>[0-9]([0-9, ]*[0-9])?|(?=\.[0-9]))(\.(?<fraction>[0-9]*))? ?(/-|%|₹|rs\.?|inr)?\z",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Whole();

    // None, or Indian (12,34,567) or Western (1,234,567) groups, with commas or with blanks; a group before them does not begin with 0.
    [GeneratedRegex(@"^([0-9]*|[1-9][0-9]?(,[0-9]{2})*,[0-9]{3}|[1-9][0-9]{0,2}(,[0-9]{3})+|[1-9][0-9]?( [0-9]{2})* [0-9]{3}|[1-9][0-9]{0,2}( [0-9]{3})+)\z", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Grouped();

    [GeneratedRegex(@"^[0-9]+,[0-9]{1,3}\z", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex OneComma();

    [GeneratedRegex(@"[0-9][oO]|[oO][0-9]|[₹][oO]", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex LetterO();
}
