using Clubshop.Admin.Common;
using Clubshop.Admin.Input;

namespace Clubshop.Admin.Customers.Search;

/// <summary>What digits in the search box are asked as: a whole number exactly, the beginning of one as a beginning. Pure.</summary>
internal static class PhoneSearch
{
    private const int LeastTyped = 4;
    private const string Attribute = "phone_number";

    /// <summary>The filters that find the number, or its beginning.</summary>
    public static Result<SearchPlan> Plan(PhoneDigits typed)
    {
        var read = PhoneReader.Read(typed);
        if (typed.International && !typed.Text.StartsWith(PhoneReader.IndianCode, StringComparison.Ordinal) && !(read.Ok && IsIndian(read.Value)))
            return Foreign(typed, read);
        if (read.Ok)
            return new SearchPlan([new(Attribute, read.Value, Exact: true)]);

        return typed.International ? BehindTheCode(typed.Text[PhoneReader.IndianCode.Length..].TrimStart('0'), read) : Local(typed, read);
    }

    private static bool IsIndian(string e164) => e164.StartsWith("+" + PhoneReader.IndianCode, StringComparison.Ordinal);

    // Another country's number is looked for even where it is not a valid one: Cognito keeps whatever an app once told it.
    private static Result<SearchPlan> Foreign(PhoneDigits typed, Result<string> read)
    {
        if (typed.Text.Length < LeastTyped)
            return new Problem("too-short", $"Write at least {LeastTyped} digits of the number.");
        if (!read.Ok && read.Problems[0].Code == "digits")
            return Result<SearchPlan>.Refused(read.Problems);

        return new SearchPlan(
            [new(Attribute, read.Value ?? "+" + typed.Text, Exact: read.Ok)], "This is not an Indian number (+91), so it was looked for just as it is written.");
    }

    private static Result<SearchPlan> BehindTheCode(string national, Result<string> read) => national.Length switch
    {
        < LeastTyped => new Problem("too-short", $"Write at least {LeastTyped} digits after +91."),
        >= PhoneReader.IndianDigits => Result<SearchPlan>.Refused(read.Problems),
        _ => new SearchPlan([new(Attribute, "+" + PhoneReader.IndianCode + national)]),
    };

    // The beginning of a number; or a user name made of digits.
    private static Result<SearchPlan> Local(PhoneDigits typed, Result<string> read)
    {
        var digits = typed.Text;
        if (typed.Written.Length < LeastTyped || digits[0] == '0')
            return new Problem("too-short", $"Write at least {LeastTyped} digits of the number.");
        if (digits.Length >= PhoneReader.IndianDigits)
            return Result<SearchPlan>.Refused(read.Problems);

        List<SearchFilter> filters = [];
        if (digits[0] is >= '6' and <= '9')
            filters.Add(new(Attribute, "+" + PhoneReader.IndianCode + digits));
        if (digits.StartsWith(PhoneReader.IndianCode, StringComparison.Ordinal) && digits.Length > PhoneReader.IndianCode.Length)
            filters.Add(new(Attribute, "+" + digits));
        filters.Add(new("username", typed.Written));
        return filters.Count == 1 ? new SearchPlan(filters, PhoneReader.FirstDigits) : new SearchPlan(filters);
    }
}
