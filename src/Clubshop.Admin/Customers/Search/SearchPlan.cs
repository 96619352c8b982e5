using System.Globalization;
using Clubshop.Admin.Common;
using Clubshop.Admin.Input;

namespace Clubshop.Admin.Customers.Search;

/// <summary>One ListUsers filter: an attribute equals a value, or begins with it. Cognito supports no other kind.</summary>
/// <param name="Attribute">Cognito's name of the attribute.</param>
/// <param name="Value">What was typed, in Cognito's format.</param>
/// <param name="Exact">Whether the whole value must match.</param>
internal sealed record SearchFilter(string Attribute, string Value, bool Exact = false)
{
    /// <summary>The filter in Cognito's syntax, with quotes and backslashes escaped.</summary>
    public string Text => $"{Attribute} {(Exact ? "=" : "^=")} \"{Value.Replace(@"\", @"\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";

    /// <summary>The label of the attribute.</summary>
    public string Label => Attribute switch
    {
        "email" => L.Later("Email"),
        "phone_number" => L.Later("Phone number"),
        "sub" => L.Later("Customer number"),
        "username" => L.Later("User name"),
        "given_name" => L.Later("Given name"),
        "family_name" => L.Later("Family name"),
        _ => L.Later("Name"),
    };

    /// <summary>The customer's value of the attribute.</summary>
    public string? ValueOf(Customer customer) => Attribute == "username" ? customer.UserName : customer.Attributes.GetValueOrDefault(Attribute);

    /// <summary>Whether the customer matches. Cognito's results are checked again, so that no stranger is shown.</summary>
    public bool Matches(Customer customer) => ValueOf(customer) is { } value
        && (Exact ? value.Equals(Value, StringComparison.OrdinalIgnoreCase) : value.StartsWith(Value, StringComparison.OrdinalIgnoreCase));

    /// <summary>Whether the customer's whole value was typed, not only its beginning.</summary>
    public bool IsWhole(Customer customer) => ValueOf(customer)?.Equals(Value, StringComparison.OrdinalIgnoreCase) == true;
}

/// <summary>The fewest filters that find everybody whom a search text can mean. Pure.</summary>
/// <param name="Filters">Sent to Cognito in parallel; the most likely first.</param>
/// <param name="Note">How the text was interpreted, if the person should know; otherwise null.</param>
internal sealed record SearchPlan(IReadOnlyList<SearchFilter> Filters, string? Note = null)
{
    /// <summary>Maximum length of a search text: that of an email address (RFC 5321).</summary>
    public const int MaxLength = 254;

    // Cognito limits a filter to 256 characters, including the attribute and the quotes.
    private const int MaxFilterLength = 256;

    /// <summary>Interprets a search text; a problem when Cognito cannot search for it.</summary>
    public static Result<SearchPlan> Parse(string text)
    {
        if (text.Length > MaxLength)
        {
            return new Problem("too-long",
                L[$"This has {Ui.Format.Number(text.Length)} characters, but a search takes up to {MaxLength}. Enter an email, a phone number, a customer number or a name."]);
        }

        var clean = SearchText.Clean(text);
        if (!VisibleText.CanBeSeen(clean))
            return new Problem("empty", L["Enter an email, a phone number, a customer number or a name."]);

        var read = Read(clean);
        return read.Value is { } plan && plan.Filters.Any(filter => filter.Text.Length > MaxFilterLength)
            ? new Problem("too-long", L["This is too long to search for. Enter only the first part."])
            : read;
    }

    /// <summary>The customer number in a text that is nothing else; null otherwise.</summary>
    public static string? NumberIn(string text) => Guid.TryParseExact(Hyphened(SearchText.Clean(text)), "D", out var id) ? id.ToString("D") : null;

    private static Result<SearchPlan> Read(string text)
    {
        if (text.Contains('@', StringComparison.Ordinal))
        {
            return SearchText.Address(text) is { } address
                ? OfAddress(address.ToLowerInvariant())
                : new Problem("several", L["This contains several addresses. Search for one at a time."]);
        }

        if (NumberIn(text) is { } number)
            return new SearchPlan([new("sub", number, Exact: true)]);
        if (PhoneReader.Digits(text) is { } digits)
            return PhoneSearch.Plan(digits);

        return OfWords(text);
    }

    // Cognito finds nobody by a beginning that ends in @, so the part before it is used.
    private static Result<SearchPlan> OfAddress(string address)
    {
        var begun = address.TrimEnd('@');
        if (begun.Length == 0 || begun[0] == '@')
            return new Problem("domain", L["We search from the beginning of an address. Enter the part before the @ as well."]);

        return begun.Length < 2 ? TooShort() : new SearchPlan([new("email", begun)]);
    }

    private static Result<SearchPlan> OfWords(string text)
    {
        if (new StringInfo(text).LengthInTextElements < 2)
            return TooShort();

        var words = text.Split([' ', ','], StringSplitOptions.RemoveEmptyEntries);
        if (words.Length > 1)
        {
            List<SearchFilter> names = [new("name", text), new("family_name", text)];
            if (words.Length == 2)
                names.Insert(1, new("name", words[1] + " " + words[0])); // "Kulkarni, Asha"
            return new SearchPlan(names);
        }

        // Names have no digits; email addresses and user names have only Latin letters.
        var user = new[] { new SearchFilter("username", UserName(text)), new SearchFilter("email", text.ToLowerInvariant()) };
        var person = new[] { new SearchFilter("given_name", text), new SearchFilter("family_name", text) };
        if (text.Any(c => char.IsAsciiDigit(c) || c == '_'))
            return new SearchPlan(user);
        return new SearchPlan(text.Any(c => c > 127) ? person : [.. person, .. user]);
    }

    // Cognito's user names are case-sensitive, and phone keyboards capitalise the first letter.
    private static string UserName(string text) =>
        text.Skip(1).Any(char.IsUpper) ? text : text.ToLowerInvariant();

    private static Problem TooShort() => new("too-short", L["One letter matches too many names. Enter at least two."]);

    // A copied number may contain other kinds of hyphens.
    private static string Hyphened(string text) =>
        text.Length == 36 ? string.Concat(text.Select(c => char.GetUnicodeCategory(c) == UnicodeCategory.DashPunctuation ? '-' : c)) : text;
}
