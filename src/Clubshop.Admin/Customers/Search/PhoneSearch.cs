using Clubshop.Admin.Common;
using Clubshop.Admin.Input;

namespace Clubshop.Admin.Customers.Search;

/// <summary>Turns digits in the search box into filters: a complete number is matched exactly, part of one by its beginning. Pure.</summary>
internal static class PhoneSearch
{
    private const int MinDigits = 4;
    private const string Attribute = "phone_number";

    /// <summary>Filters that find the number, or numbers that begin with it.</summary>
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

    // A foreign number is searched for even if it is not valid: Cognito keeps whatever an app once stored.
    private static Result<SearchPlan> Foreign(PhoneDigits typed, Result<string> read)
    {
        if (typed.Text.Length < MinDigits)
            return new Problem("too-short", L[$"Enter at least {MinDigits} digits of the number."]);
        if (!read.Ok && read.Problems[0].Code == "digits")
            return Result<SearchPlan>.Refused(read.Problems);

        return new SearchPlan(
            [new(Attribute, read.Value ?? "+" + typed.Text, Exact: read.Ok)], L["This is not an Indian number (+91), so it was searched for exactly as written."]);
    }

    private static Result<SearchPlan> BehindTheCode(string national, Result<string> read) => national.Length switch
    {
        < MinDigits => new Problem("too-short", L[$"Enter at least {MinDigits} digits after +91."]),
        >= PhoneReader.IndianDigits => Result<SearchPlan>.Refused(read.Problems),
        _ => new SearchPlan([new(Attribute, "+" + PhoneReader.IndianCode + national)]),
    };

    // The beginning of a number, or a user name that consists of digits.
    private static Result<SearchPlan> Local(PhoneDigits typed, Result<string> read)
    {
        var digits = typed.Text;
        if (typed.Written.Length < MinDigits || digits[0] == '0')
            return new Problem("too-short", L[$"Enter at least {MinDigits} digits of the number."]);
        if (digits.Length >= PhoneReader.IndianDigits)
            return Result<SearchPlan>.Refused(read.Problems);

        List<SearchFilter> filters = [];
        if (digits[0] is >= '6' and <= '9')
            filters.Add(new(Attribute, "+" + PhoneReader.IndianCode + digits));
        if (digits.StartsWith(PhoneReader.IndianCode, StringComparison.Ordinal) && digits.Length > PhoneReader.IndianCode.Length)
            filters.Add(new(Attribute, "+" + digits));
        filters.Add(new("username", typed.Written));
        return filters.Count == 1 ? new SearchPlan(filters, L[PhoneReader.FirstDigits]) : new SearchPlan(filters);
    }
}
