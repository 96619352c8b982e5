using Clubshop.LocalAws.Cognito.Wire;

namespace Clubshop.LocalAws.Cognito.Pools;

/// <summary>The checks of attributes that somebody sets.</summary>
internal static class UserAttributes
{
    /// <summary>Refuses attributes that the pool does not know, that cannot be set, or that are not what they should be.</summary>
    public static void Check(PoolRules rules, IReadOnlyList<KeyValuePair<string, string>> attributes)
    {
        foreach (var (name, value) in attributes)
        {
            if (rules.Attribute(name) is null)
                throw NotInSchema(name);
            if (name == "sub")
                throw Refusals.InvalidParameter("Attributes did not conform to the schema: sub: The attribute sub cannot be set.");
            if (value.Length == 0)
                continue;
            if (name == "email" && !IsEmail(value))
                throw Refusals.InvalidParameter("Invalid email address format.");
            if (name == "phone_number" && !IsPhone(value))
                throw Refusals.InvalidParameter("Invalid phone number format.");
            if (name is "email_verified" or "phone_number_verified" && value is not ("true" or "false"))
                throw Refusals.InvalidParameter($"Attributes did not conform to the schema: {name}: Attribute value must be true or false.");
        }
    }

    /// <summary>Refuses a change of what may be set only once.</summary>
    public static void CheckMutable(PoolRules rules, UserRecord user, IReadOnlyList<KeyValuePair<string, string>> attributes)
    {
        foreach (var (name, _) in attributes)
        {
            if (rules.Attribute(name) is { Mutable: false } && user.Attribute(name) is not null)
                throw Refusals.InvalidParameter($"user.{name}: Attribute cannot be updated.");
        }
    }

    /// <summary>Refuses attributes that a client may not write.</summary>
    public static void CheckWritable(ClientRecord? client, IReadOnlyList<KeyValuePair<string, string>> attributes)
    {
        foreach (var (name, _) in attributes)
        {
            var verification = name is "email_verified" or "phone_number_verified";
            if (verification || (client?.Rules.Writes is { } writable && !writable.Contains(name)))
                throw Refusals.NotAuthorized("A client attempted to write unauthorized attribute");
        }
    }

    /// <summary>Names to delete, as attributes with empty values; refuses what the pool does not know, and what must stay.</summary>
    public static IReadOnlyList<KeyValuePair<string, string>> Deletions(PoolRules rules, IReadOnlyList<string> names)
    {
        foreach (var name in names)
        {
            var attribute = rules.Attribute(name) ?? throw NotInSchema(name);
            if (attribute.Required || !attribute.Mutable)
                throw Refusals.InvalidParameter($"user.{name}: Attribute cannot be deleted.");
        }

        return [.. names.Select(name => KeyValuePair.Create(name, ""))];
    }

    public static CognitoException NotInSchema(string name) => Refusals.InvalidParameter(
        $"Attributes did not conform to the schema: {name}: Attribute does not exist in the schema.\n");

    public static bool IsEmail(string text)
    {
        var at = text.IndexOf('@', StringComparison.Ordinal);
        return at > 0 && at < text.Length - 1 && text.IndexOf('@', at + 1) < 0 && !text.Any(char.IsWhiteSpace);
    }

    /// <summary>E.164: a plus and 4–15 digits or so.</summary>
    public static bool IsPhone(string text) =>
        text.Length is >= 5 and <= 17 && text[0] == '+' && text.AsSpan(1).IndexOfAnyExceptInRange('0', '9') < 0;
}
