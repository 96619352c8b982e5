using System.Globalization;
using System.Text.RegularExpressions;

namespace Clubshop.Admin.Input;

/// <summary>
/// Reads numbers and amounts in rupees as people write them: 1,00,000 · 100,000 · 1 500 · ₹1,500 · Rs. 500/- · 12.5% · १,५०० (digits of any
/// script). A comma only groups digits, in Indian or Western groups; a text such as 99,50 is refused rather than guessed.
/// </summary>
public static partial class NumberReader
{
    private const int Longest = 60;
    private const int MaxDigits = 18;

    /// <summary>Reads a number; or returns what to write instead.</summary>
    /// <param name="text">What was typed; not blank.</param>
    /// <param name="decimals">Maximum number of decimal places.</param>
    /// <param name="least">Smallest allowed value; null for no limit.</param>
    /// <param name="most">Largest allowed value; null for no limit.</param>
    /// <param name="write">Formats a number for the message.</param>
    /// <param name="decimalComma">
    /// Whether a comma may separate decimals, as in files whose separator is a semicolon. An ambiguous text, such as 1,500, is then refused.
    /// </param>
    public static (decimal Value, string? Problem) Read(
        string text, int decimals, decimal? least, decimal? most, Func<decimal, string> write, bool decimalComma = false)
    {
        if (text.Length > Longest * 4 || Digits.Plain(text) is not { Length: <= Longest } plain)
            return (0, L[$"Write a number, such as {write(1500)}."]);

        var number = Whole().Match(plain);
        var signs = number.Groups["sign"].Captures.Select(capture => capture.Value).Where(sign => sign.Length > 0).ToArray();
        if (!number.Success || signs.Length > 1)
            return (0, WhyNot(plain, write));

        var (whole, fraction) = (number.Groups["whole"].Value, number.Groups["fraction"].Value);
        if (decimalComma && fraction.Length == 0 && OneComma().IsMatch(whole))
        {
            if (whole.Length - whole.IndexOf(',', StringComparison.Ordinal) == 4)
                return (0, L[$"“{whole}” may be {whole.Replace(",", "", StringComparison.Ordinal)} or {whole.Replace(',', '.')}. Write it without a comma."]);

            (whole, fraction) = (whole[..whole.IndexOf(',', StringComparison.Ordinal)], whole[(whole.IndexOf(',', StringComparison.Ordinal) + 1)..]);
        }

        if (!Grouped().IsMatch(whole))
            return (0, WhyNotGrouped(whole, fraction));

        whole = whole.Replace(",", "", StringComparison.Ordinal).Replace(" ", "", StringComparison.Ordinal).TrimStart('0');
        fraction = fraction.TrimEnd('0');
        if (fraction.Length > decimals)
            return (0, decimals == 0 ? L["Write a whole number."] : decimals == 1 ? L[$"Write up to {decimals} decimal place."] : L[$"Write up to {decimals} decimal places."]);
        if (whole.Length > MaxDigits)
            return (0, most is { } limit ? L[$"Write {write(limit)} or less."] : L["The number is too large. Check the zeros."]);

        var value = decimal.Parse("0" + whole + (fraction.Length > 0 ? "." + fraction : ""), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture);
        value = signs is ["-"] && value != 0 ? -value : value;
        return value < least ? (0, L[$"Write {write(least.Value)} or more."])
            : value > most ? (0, L[$"Write {write(most.Value)} or less."])
            : (value, null);
    }

    private static string WhyNot(string plain, Func<decimal, string> write) =>
        LetterO().IsMatch(plain) ? L["There is a letter O in the number. Write a zero."] : L[$"Write a number, such as {write(1500)}."];

    private static string WhyNotGrouped(string whole, string fraction) =>
        fraction.Length == 0 && OneComma().IsMatch(whole)
            ? L[$"A comma only groups digits, as in 1,00,000. Write {whole.Replace(',', '.')} for decimals."]
            : L["The digits are not grouped as in 1,00,000 or 100,000. Write them without commas and spaces."];

    // A sign and a currency, in either order; digits with commas or spaces between them; decimals; what Indian bills write after an amount.
    [GeneratedRegex(
        @"^(?<sign>[+-]?) ?(₹|rs\.?|inr)? ?(?<sign>[+-]?)(?<whole>[0-9]([0-9, ]*[0-9])?|(?=\.[0-9]))(\.(?<fraction>[0-9]*))? ?(/-|%|₹|rs\.?|inr)?\z",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Whole();

    // No groups, or Indian (12,34,567) or Western (1,234,567) groups, with commas or spaces; the first group does not begin with 0.
    [GeneratedRegex(@"^([0-9]*|[1-9][0-9]?(,[0-9]{2})*,[0-9]{3}|[1-9][0-9]{0,2}(,[0-9]{3})+|[1-9][0-9]?( [0-9]{2})* [0-9]{3}|[1-9][0-9]{0,2}( [0-9]{3})+)\z", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Grouped();

    [GeneratedRegex(@"^[0-9]+,[0-9]{1,3}\z", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex OneComma();

    [GeneratedRegex(@"[0-9][oO]|[oO][0-9]|[₹][oO]", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex LetterO();
}
