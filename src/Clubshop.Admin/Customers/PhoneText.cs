using System.Globalization;
using Clubshop.Admin.Common;

namespace Clubshop.Admin.Customers;

/// <summary>
/// Telephone numbers as people in India write them: <c>98765 43210</c>, <c>098765-43210</c>, <c>+91 98765 43210</c>, <c>0091…</c>, in Latin
/// or Indian digits. Cognito keeps E.164: <c>+919876543210</c>. Pure.
/// </summary>
internal static class PhoneText
{
    private const int National = 10;
    private const int LeastTyped = 4;
    private const int MostDigits = 15; // E.164
    private const string Code = "91";
    private const string FirstDigits = "An Indian mobile number begins with 6, 7, 8 or 9. For another country’s number write + and its country code.";

    /// <summary>Whether a text is meant as a number: digits, and what people put between them.</summary>
    public static bool IsPhone(string text) =>
        text.Any(char.IsDigit) && text.All(c => char.IsDigit(c) || c is '+' or ' ' or '-' or '–' or '(' or ')' or '.' or '/');

    /// <summary>The number in E.164 where the text is a whole Indian mobile number, or any with its country code; null otherwise.</summary>
    public static string? Whole(string text) =>
        IsPhone(text) && Read(text) is { Ok: true } read && read.Value.Filters is [{ Attribute: "phone_number", Exact: true } only] ? only.Value : null;

    /// <summary>The filters that find the number, or its beginning.</summary>
    public static Result<SearchPlan> Read(string text)
    {
        var digits = new string([.. text.Where(char.IsDigit).Select(c => (char)('0' + (int)CharUnicodeInfo.GetNumericValue(c)))]);
        var international = text.TrimStart('(', ' ').StartsWith('+');
        if (!international && digits.StartsWith("00", StringComparison.Ordinal))
            (international, digits) = (true, digits[2..]);
        if (international)
            return International(digits);

        var local = digits.TrimStart('0');
        if (digits.Length < LeastTyped || local.Length == 0)
            return new Problem("too-short", $"Write at least {LeastTyped} digits of the number.");
        if (local.Length == Code.Length + National && local.StartsWith(Code, StringComparison.Ordinal))
            return Indian(local[Code.Length..]);
        if (local.Length > National)
        {
            return new Problem(
                "digits", $"This has {local.Length} digits; an Indian number has {National}. For another country’s number write + and its country code.");
        }

        if (local.Length == National)
            return Indian(local);

        // The beginning of a number; or a user name made of digits.
        List<SearchFilter> filters = [];
        if (local[0] is >= '6' and <= '9')
            filters.Add(new("phone_number", "+" + Code + local));
        if (local.StartsWith(Code, StringComparison.Ordinal) && local.Length > Code.Length)
            filters.Add(new("phone_number", "+" + local));
        filters.Add(new("username", digits));
        return filters.Count == 1 ? new SearchPlan(filters, FirstDigits) : new SearchPlan(filters);
    }

    private static Result<SearchPlan> International(string digits)
    {
        if (digits.StartsWith(Code, StringComparison.Ordinal))
        {
            var national = digits[Code.Length..];
            return national.Length switch
            {
                < LeastTyped => new Problem("too-short", $"Write at least {LeastTyped} digits after +91."),
                > National => new Problem("digits", $"This has {national.Length} digits after +91; an Indian number has {National}."),
                National => Indian(national),
                _ => new SearchPlan([new("phone_number", "+" + digits)]),
            };
        }

        if (digits.Length > MostDigits)
            return new Problem("digits", $"This has {digits.Length} digits; no telephone number in the world has more than {MostDigits}.");
        if (digits.Length < LeastTyped)
            return new Problem("too-short", $"Write at least {LeastTyped} digits of the number.");

        return new SearchPlan(
            [new("phone_number", "+" + digits, Exact: digits.Length >= 8)], "This is not an Indian number (+91), so it was looked for just as it is written.");
    }

    private static Result<SearchPlan> Indian(string national) => national[0] is >= '6' and <= '9'
        ? new SearchPlan([new("phone_number", "+" + Code + national, Exact: true)])
        : new Problem("digits", FirstDigits);
}
