using System.Globalization;
using Clubshop.Admin.Common;
using Clubshop.Admin.Input;

namespace Clubshop.Admin.Customers.Search;

/// <summary>One ListUsers filter: an attribute that equals a value, or begins with it. Cognito has no other.</summary>
/// <param name="Attribute">Cognito's name of it.</param>
/// <param name="Value">As it was typed, brought into Cognito's form.</param>
/// <param name="Exact">Whether it must be the whole value.</param>
internal sealed record SearchFilter(string Attribute, string Value, bool Exact = false)
{
    /// <summary>The filter's text: quotes and backslashes are part of what is searched for.</summary>
    public string Text => $"{Attribute} {(Exact ? "=" : "^=")} \"{Value.Replace(@"\", @"\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";

    /// <summary>What a person calls the attribute.</summary>
    public string Words => Attribute switch
    {
        "email" => "Email",
        "phone_number" => "Phone number",
        "sub" => "Customer number",
        "username" => "User name",
        "given_name" => "Given name",
        "family_name" => "Family name",
        _ => "Name",
    };

    /// <summary>The customer's value of the attribute.</summary>
    public string? Of(Customer customer) => Attribute == "username" ? customer.UserName : customer.Attributes.GetValueOrDefault(Attribute);

    /// <summary>Whether the value is what was looked for: nobody is taken from a filtered list without being compared.</summary>
    public bool Matches(Customer customer) => Of(customer) is { } value
        && (Exact ? value.Equals(Value, StringComparison.OrdinalIgnoreCase) : value.StartsWith(Value, StringComparison.OrdinalIgnoreCase));

    /// <summary>Whether the whole value was typed.</summary>
    public bool IsWhole(Customer customer) => Of(customer)?.Equals(Value, StringComparison.OrdinalIgnoreCase) == true;
}

/// <summary>What one text in the search box means: the fewest filters that find everybody it may mean. Pure.</summary>
/// <param name="Filters">To be asked in parallel; in order of how likely they are meant.</param>
/// <param name="Note">What the person should know about how it was read; null for nothing.</param>
internal sealed record SearchPlan(IReadOnlyList<SearchFilter> Filters, string? Note = null)
{
    /// <summary>Characters of an e-mail address at most (RFC 5321), the longest thing there is to search for.</summary>
    public const int MostCharacters = 254;

    // A filter has 256 characters at most, the attribute and the quotes included.
    private const int MostFilter = 256;

    /// <summary>Reads the text; a problem where there is nothing that Cognito could look for.</summary>
    public static Result<SearchPlan> Of(string text)
    {
        if (text.Length > MostCharacters)
        {
            return new Problem("too-long",
                $"This has {Ui.Format.Number(text.Length)} characters, and nothing here is longer than {MostCharacters}. Write an email, a phone number, a customer number or a name.");
        }

        var clean = SearchText.Clean(text);
        if (!VisibleText.CanBeSeen(clean))
            return new Problem("empty", "Write an email, a phone number, a customer number or a name.");

        var read = Read(clean);
        return read.Value is { } plan && plan.Filters.Any(filter => filter.Text.Length > MostFilter)
            ? new Problem("too-long", "This is longer than Cognito can look for. Write the first part of it.")
            : read;
    }

    private static Result<SearchPlan> Read(string text)
    {
        if (text.Contains('@', StringComparison.Ordinal))
        {
            return SearchText.Address(text) is { } address
                ? OfAddress(address.ToLowerInvariant())
                : new Problem("several", "There are several addresses here. Look for one at a time.");
        }

        if (Guid.TryParseExact(Hyphened(text), "D", out var id))
            return new SearchPlan([new("sub", id.ToString("D"), Exact: true)]);
        if (PhoneReader.Digits(text) is { } digits)
            return PhoneSearch.Plan(digits);

        return OfWords(text);
    }

    // Cognito finds nobody by a beginning that ends in @: then what stands before it is asked.
    private static Result<SearchPlan> OfAddress(string address)
    {
        var begun = address.TrimEnd('@');
        if (begun.Length == 0 || begun[0] == '@')
            return new Problem("domain", "Cognito looks from the beginning of an address: write what stands before the @ as well.");

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

        // Names have no digits, and addresses and user names here no letters but Latin ones.
        var user = new[] { new SearchFilter("username", UserName(text)), new SearchFilter("email", text.ToLowerInvariant()) };
        var person = new[] { new SearchFilter("given_name", text), new SearchFilter("family_name", text) };
        if (text.Any(c => char.IsAsciiDigit(c) || c == '_'))
            return new SearchPlan(user);
        return new SearchPlan(text.Any(c => c > 127) ? person : [.. person, .. user]);
    }

    // Cognito minds the case of user names; a phone's keyboard writes the first letter large by itself.
    private static string UserName(string text) =>
        text.Skip(1).Any(char.IsUpper) ? text : text.ToLowerInvariant();

    private static Problem TooShort() => new("too-short", "One letter begins too many names. Write at least two.");

    // Hyphens of a copied number may be of another kind.
    private static string Hyphened(string text) =>
        text.Length == 36 ? string.Concat(text.Select(c => char.GetUnicodeCategory(c) == UnicodeCategory.DashPunctuation ? '-' : c)) : text;
}
