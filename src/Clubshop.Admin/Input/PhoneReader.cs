using System.Globalization;
using System.Text;
using Clubshop.Admin.Common;
using PhoneNumbers;

namespace Clubshop.Admin.Input;

/// <summary>The digits of a phone number as typed, or of the beginning of one.</summary>
/// <param name="Text">The digits 0 to 9, without a leading <c>00</c> (which means <c>+</c>) and without the zeros dialled within India.</param>
/// <param name="International">Whether they begin with a country code, because a <c>+</c> or <c>00</c> preceded them.</param>
/// <param name="Written">All typed digits, including those zeros.</param>
public sealed record PhoneDigits(string Text, bool International, string Written);

/// <summary>
/// Reads phone numbers everywhere: customer search, the registry with its API and files, recipient lists and test devices. Separators and
/// invisible characters between digits are ignored; libphonenumber then reads the number as dialled in India. Pure.
/// </summary>
public static class PhoneReader
{
    /// <summary>India's country code.</summary>
    public const string IndianCode = "91";

    /// <summary>Number of digits of an Indian number after the country code.</summary>
    public const int IndianDigits = 10;

    /// <summary>Message for an Indian number that begins with a wrong digit.</summary>
    public static string FirstDigits => L["An Indian mobile number begins with 6, 7, 8 or 9. For a number of another country, write + and the country code."];

    private const string Region = "IN";
    // Shorter numbers are services within a country, which cannot get messages.
    private const int MinDigits = 7;
    private const int MaxDigits = 15; // E.164
    private const int MaxCharacters = 80;
    private static string NoNumber => L["This is not a phone number. Write ten digits, or + and the country code: +91 98765 43210."];
    private static readonly string[] Schemes = ["tel:", "sms:", "callto:"];

    // Loading its metadata is slow, and most test processes never need it.
    private static readonly Lazy<PhoneNumberUtil> Numbers = new(PhoneNumberUtil.GetInstance);

    /// <summary>Whether a text looks like a phone number or part of one: digits of any script, and what people write between them.</summary>
    public static bool IsPhone(string? text) => Digits(text) is not null;

    /// <summary>The digits; null when the text has characters that do not belong in a phone number.</summary>
    public static PhoneDigits? Digits(string? text)
    {
        if (text is null || text.Length > MaxCharacters)
            return null;

        var plain = text.AsSpan().Trim();
        foreach (var scheme in Schemes)
        {
            if (plain.StartsWith(scheme, StringComparison.OrdinalIgnoreCase))
            {
                plain = plain[scheme.Length..];
                break;
            }
        }

        var (digits, plus) = (new StringBuilder(plain.Length), false);
        foreach (var rune in plain.EnumerateRunes())
        {
            if (Rune.GetUnicodeCategory(rune) == UnicodeCategory.DecimalDigitNumber)
                digits.Append((char)('0' + (int)Rune.GetNumericValue(rune)));
            else if (rune.Value is '+' or '\uFF0B' && digits.Length == 0 && !plus)
                plus = true;
            else if (!Separates(rune))
                return null;
        }

        return digits.Length == 0 ? null : Dialled(digits.ToString(), plus);
    }

    /// <summary>The complete number in E.164, such as <c>+919876543210</c>; null when the text is not a phone number.</summary>
    public static string? E164(string? text) => Read(text).Value;

    /// <summary>The complete number in E.164, or why the text is not a phone number.</summary>
    public static Result<string> Read(string? text) => Digits(text) is { } digits ? Read(digits) : new Problem("phone", NoNumber);

    /// <summary>The number in E.164, or why the digits are not a phone number. An Indian number must be a mobile number: ten digits, the first from 6 to 9.</summary>
    public static Result<string> Read(PhoneDigits digits)
    {
        if (digits.Text.Length > MaxDigits)
            return new Problem("digits", L[$"This has {digits.Text.Length} digits. A phone number has no more than {MaxDigits}."]);

        // Indian mobile numbers, the usual case, need no metadata of other countries.
        var e164 = "+" + (digits.International ? digits.Text : IndianCode + digits.Text);
        if (e164.StartsWith("+" + IndianCode, StringComparison.Ordinal) && IsIndianMobile(e164[(IndianCode.Length + 1)..]))
            return e164;

        var foreign = digits.International && !digits.Text.StartsWith(IndianCode, StringComparison.Ordinal);
        if (Parsed(digits) is not { } number)
            return foreign ? new Problem("phone", L["No country has this code. Write + and the country code, then the number."]) : Indian(digits);
        if (number.CountryCode.ToString(CultureInfo.InvariantCulture) == IndianCode)
        {
            var national = Numbers.Value.GetNationalSignificantNumber(number);
            return IsIndianMobile(national) ? "+" + IndianCode + national : Indian(digits);
        }

        if (!foreign)
            return Indian(digits);

        return Numbers.Value.IsValidNumber(number) && Numbers.Value.Format(number, PhoneNumberFormat.E164).Length > MinDigits
            ? Numbers.Value.Format(number, PhoneNumberFormat.E164)
            : new Problem("phone", L[$"This number does not exist in the country with the code +{number.CountryCode}. Check the digits."]);
    }

    /// <summary>Whether these are the digits of an Indian mobile number, without its country code.</summary>
    public static bool IsIndianMobile(string national) =>
        national.Length == IndianDigits && national[0] is >= '6' and <= '9' && national.All(char.IsAsciiDigit);

    /// <summary>
    /// Spellings in which earlier versions of the portal may have stored a number: they kept the zero that is dialled within a country
    /// (<c>+9109876543210</c>).
    /// </summary>
    /// <param name="e164">The number as <see cref="E164"/> gives it.</param>
    public static IReadOnlyList<string> FormerSpellings(string e164)
    {
        if (Digits(e164) is not { International: true } digits || Parsed(digits) is not { } number)
            return [];

        var region = Numbers.Value.GetRegionCodeForCountryCode(number.CountryCode);
        var trunk = Numbers.Value.GetNddPrefixForRegion(region, true);
        var former = string.Create(CultureInfo.InvariantCulture, $"+{number.CountryCode}{trunk}{Numbers.Value.GetNationalSignificantNumber(number)}");
        return !string.IsNullOrEmpty(trunk) && former.Length <= MaxDigits + 1 && E164(former) == e164 ? [former] : [];
    }

    private static PhoneNumber? Parsed(PhoneDigits digits)
    {
        try
        {
            return Numbers.Value.Parse(digits.International ? "+" + digits.Text : digits.Text, Region);
        }
        catch (NumberParseException)
        {
            return null;
        }
    }

    // 00 is dialled for +, and a leading 0 within India.
    private static PhoneDigits Dialled(string digits, bool plus)
    {
        if (plus)
            return new(digits, true, digits);
        if (digits.StartsWith("00", StringComparison.Ordinal) && digits.Length > 2)
            return new(digits[2..], true, digits);

        var local = digits.TrimStart('0');
        return new(local.Length > 0 ? local : digits, false, digits);
    }

    private static Problem Indian(PhoneDigits digits)
    {
        var coded = digits.International || (digits.Text.Length > IndianDigits && digits.Text.StartsWith(IndianCode, StringComparison.Ordinal));
        var national = coded ? digits.Text[IndianCode.Length..].TrimStart('0') : digits.Text;
        return national.Length == IndianDigits && national[0] is < '6' or > '9'
            ? new("digits", FirstDigits)
            : new("digits", coded
                ? L[$"This has {national.Length} digits after +91; an Indian mobile number has {IndianDigits}."]
                : L[$"This has {national.Length} digits; an Indian mobile number has {IndianDigits}. For a number of another country, write + and the country code."]);
    }

    // White space and dashes of every kind, brackets, dots, slashes, and invisible characters that come along when a number is copied.
    private static bool Separates(Rune rune) => rune.Value is '.' or '/' or '(' or ')' or '[' or ']' or '\t' or '\u2212' or '\u00B7' || Rune.GetUnicodeCategory(rune)
        is UnicodeCategory.SpaceSeparator or UnicodeCategory.DashPunctuation or UnicodeCategory.Format;
}
