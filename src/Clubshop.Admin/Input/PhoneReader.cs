using System.Globalization;
using System.Text;
using Clubshop.Admin.Common;
using PhoneNumbers;

namespace Clubshop.Admin.Input;

/// <summary>The digits of what somebody wrote as a phone number, or as the beginning of one.</summary>
/// <param name="Text">The digits, 0 to 9; without the <c>00</c> that stood for a <c>+</c>, and without the zeros that are dialled within India.</param>
/// <param name="International">Whether they begin with a country code: a <c>+</c> or <c>00</c> stood before them.</param>
/// <param name="Written">All digits that were written, those zeros too.</param>
public sealed record PhoneDigits(string Text, bool International, string Written);

/// <summary>
/// The one reader of phone numbers: of customers and their search, the registry and its API and files, recipient lists and test devices.
/// What separates, hides or decorates digits is passed over; libphonenumber then reads the number as dialled in India. Pure.
/// </summary>
public static class PhoneReader
{
    /// <summary>India's country code.</summary>
    public const string IndianCode = "91";

    /// <summary>Digits of an Indian number behind the country code.</summary>
    public const int IndianDigits = 10;

    /// <summary>What to write where an Indian number begins with another digit.</summary>
    public const string FirstDigits = "An Indian mobile number begins with 6, 7, 8 or 9. For another country’s number write + and its country code.";

    private const string Region = "IN";
    // What a message can be sent to: some countries have shorter numbers, of services within them.
    private const int LeastDigits = 7;
    private const int MostDigits = 15; // E.164
    private const int MostCharacters = 80;
    private const string NoNumber = "This is not a phone number. Write ten digits, or + and the country code: +91 98765 43210.";
    private static readonly string[] Schemes = ["tel:", "sms:", "callto:"];

    // Reading its metadata takes a while, and most processes of tests never need it.
    private static readonly Lazy<PhoneNumberUtil> Numbers = new(PhoneNumberUtil.GetInstance);

    /// <summary>Whether a text is written as a phone number or a part of one: digits of any script, and what people put between them.</summary>
    public static bool IsPhone(string? text) => Digits(text) is not null;

    /// <summary>The digits; null where the text holds anything that no phone number does.</summary>
    public static PhoneDigits? Digits(string? text)
    {
        if (text is null || text.Length > MostCharacters)
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

    /// <summary>The whole number as E.164, such as <c>+919876543210</c>; null where the text is none.</summary>
    public static string? E164(string? text) => Read(text).Value;

    /// <summary>The whole number as E.164, or why the text is none.</summary>
    public static Result<string> Read(string? text) => Digits(text) is { } digits ? Read(digits) : new Problem("phone", NoNumber);

    /// <summary>The number of these digits as E.164, or why they are none. An Indian one is a mobile number: ten digits from 6 to 9.</summary>
    public static Result<string> Read(PhoneDigits digits)
    {
        if (digits.Text.Length > MostDigits)
            return new Problem("digits", $"This has {digits.Text.Length} digits; no phone number in the world has more than {MostDigits}.");

        // What most numbers are is read without the metadata of all countries.
        var e164 = "+" + (digits.International ? digits.Text : IndianCode + digits.Text);
        if (e164.StartsWith("+" + IndianCode, StringComparison.Ordinal) && IsIndianMobile(e164[(IndianCode.Length + 1)..]))
            return e164;

        var foreign = digits.International && !digits.Text.StartsWith(IndianCode, StringComparison.Ordinal);
        if (Parsed(digits) is not { } number)
            return foreign ? new Problem("phone", "No country has this code. Write + and the country code, then the number.") : Indian(digits);
        if (number.CountryCode.ToString(CultureInfo.InvariantCulture) == IndianCode)
        {
            var national = Numbers.Value.GetNationalSignificantNumber(number);
            return IsIndianMobile(national) ? "+" + IndianCode + national : Indian(digits);
        }

        if (!foreign)
            return Indian(digits);

        return Numbers.Value.IsValidNumber(number) && Numbers.Value.Format(number, PhoneNumberFormat.E164).Length > LeastDigits
            ? Numbers.Value.Format(number, PhoneNumberFormat.E164)
            : new Problem("phone", $"There is no such number behind +{number.CountryCode}. Compare its digits.");
    }

    /// <summary>Whether these are the digits of an Indian mobile number, without its country code.</summary>
    public static bool IsIndianMobile(string national) =>
        national.Length == IndianDigits && national[0] is >= '6' and <= '9' && national.All(char.IsAsciiDigit);

    /// <summary>
    /// Spellings in which earlier versions of the portal may have kept a number: they took the zero that is dialled within a country for a
    /// part of it (<c>+9109876543210</c>).
    /// </summary>
    /// <param name="e164">The number as <see cref="E164"/> gives it.</param>
    public static IReadOnlyList<string> FormerSpellings(string e164)
    {
        if (Digits(e164) is not { International: true } digits || Parsed(digits) is not { } number)
            return [];

        var region = Numbers.Value.GetRegionCodeForCountryCode(number.CountryCode);
        var trunk = Numbers.Value.GetNddPrefixForRegion(region, true);
        var former = string.Create(CultureInfo.InvariantCulture, $"+{number.CountryCode}{trunk}{Numbers.Value.GetNationalSignificantNumber(number)}");
        return !string.IsNullOrEmpty(trunk) && former.Length <= MostDigits + 1 && E164(former) == e164 ? [former] : [];
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

    // 00 is dialled for +, and a zero before a number within India.
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
            : new("digits", $"This has {national.Length} digits{(coded ? " after +91" : "")}; an Indian mobile number has {IndianDigits}.{(coded ? "" : " For another country’s number write + and its country code.")}");
    }

    // Blanks and dashes of every kind, brackets, dots, slashes; and what cannot be seen but comes along when a number is copied.
    private static bool Separates(Rune rune) => rune.Value is '.' or '/' or '(' or ')' or '[' or ']' or '\t' or '\u2212' or '\u00B7' || Rune.GetUnicodeCategory(rune)
        is UnicodeCategory.SpaceSeparator or UnicodeCategory.DashPunctuation or UnicodeCategory.Format;
}
