using System.Text;
using Clubshop.LocalAws.Cognito.Pools;
using Clubshop.LocalAws.Cognito.Wire;

namespace Clubshop.LocalAws.Cognito.Operations.Users;

/// <summary>
/// The filter of ListUsers: <c>name = "value"</c> or <c>name ^= "prefix"</c>, one attribute, <c>"</c> and <c>\</c> escaped by <c>\</c>.
/// </summary>
internal sealed class UserFilter
{
    /// <summary>The attributes that can be searched.</summary>
    public static readonly string[] Searchable =
    [
        "username", "email", "phone_number", "name", "given_name", "family_name", "preferred_username", "cognito:user_status", "status", "sub",
    ];

    private readonly string _name;
    private readonly string _value;
    private readonly bool _prefix;
    private readonly StringComparison _comparison;

    private UserFilter(string name, string value, bool prefix)
    {
        _name = name;
        _value = value;
        _prefix = prefix;
        // From the API reference: username and status are case-sensitive, the others are not.
        _comparison = name is "username" or "status" ? StringComparison.Ordinal : StringComparison.OrdinalIgnoreCase;
    }

    public static UserFilter Parse(string text)
    {
        var rest = text.AsSpan().Trim();
        var name = ReadName(ref rest);
        rest = rest.TrimStart();
        var prefix = rest.StartsWith("^=");
        if (!prefix && !rest.StartsWith("="))
            throw Unreadable();
        rest = rest[(prefix ? 2 : 1)..].TrimStart();
        var value = ReadQuoted(ref rest);
        if (rest.Trim().Length > 0)
            throw Unreadable();
        if (!Searchable.Contains(name, StringComparer.Ordinal))
            throw Refusals.InvalidParameter($"Invalid search attribute: {name}");
        return new UserFilter(name, value, prefix);
    }

    public bool Matches(UserRecord user)
    {
        var actual = _name switch
        {
            "username" => user.Username,
            "cognito:user_status" => user.Status,
            "status" => user.Enabled ? "Enabled" : "Disabled",
            _ => user.Attribute(_name),
        };
        return actual is not null && (_prefix ? actual.StartsWith(_value, _comparison) : string.Equals(actual, _value, _comparison));
    }

    private static string ReadName(ref ReadOnlySpan<char> rest)
    {
        if (rest.StartsWith("\""))
            return ReadQuoted(ref rest);
        var end = rest.IndexOfAny(" =^\"");
        if (end <= 0)
            throw Unreadable();
        var name = rest[..end].ToString();
        rest = rest[end..];
        return name;
    }

    private static string ReadQuoted(ref ReadOnlySpan<char> rest)
    {
        if (!rest.StartsWith("\""))
            throw Unreadable();
        var value = new StringBuilder();
        for (var i = 1; i < rest.Length; i++)
        {
            if (rest[i] == '"')
            {
                rest = rest[(i + 1)..];
                return value.ToString();
            }

            if (rest[i] == '\\' && ++i == rest.Length)
                break;
            value.Append(rest[i]);
        }

        throw Unreadable();
    }

    private static CognitoException Unreadable() => Refusals.InvalidParameter("Error while parsing filter.");
}
