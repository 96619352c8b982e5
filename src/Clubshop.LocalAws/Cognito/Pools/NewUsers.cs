using Clubshop.LocalAws.Cognito.Operations;
using Clubshop.LocalAws.Cognito.Operations.Registration;
using Clubshop.LocalAws.Cognito.Operations.Users;
using Clubshop.LocalAws.Cognito.Wire;

namespace Clubshop.LocalAws.Cognito.Pools;

/// <summary>How a user comes into a pool: AdminCreateUser and SignUp.</summary>
internal static class NewUsers
{
    /// <summary>The record of a new user: its name made of what was typed, as the pool wants it.</summary>
    public static UserRecord Prepare(
        CognitoParts parts, UserPool pool, string typed, IReadOnlyList<KeyValuePair<string, string>> attributes, string status)
    {
        var sub = Guid.NewGuid().ToString();
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in attributes.Where(attribute => attribute.Value.Length > 0))
            values[name] = value;
        var username = typed;
        if (pool.Rules.UsernameAttributes.Count > 0)
        {
            var attribute = SignInAttribute(pool.Rules, typed);
            values[attribute] = typed;
            username = sub;
        }
        else if (pool.Rules.AliasAttributes.Contains("email", StringComparer.Ordinal) && UserAttributes.IsEmail(typed))
        {
            throw Refusals.InvalidParameter("Username cannot be of email format, since user pool is configured for email alias.");
        }
        else if (pool.Rules.AliasAttributes.Contains("phone_number", StringComparer.Ordinal) && UserAttributes.IsPhone(typed))
        {
            throw Refusals.InvalidParameter(
                "Username cannot be of phone number format, since user pool is configured for phone number alias.");
        }

        var now = parts.Clock.GetUtcNow();
        return new UserRecord
        {
            PoolId = pool.Id,
            Username = username,
            Sub = sub,
            Sequence = pool.Users.NextSequence(),
            CreatedAt = now,
            ModifiedAt = now,
            Status = status,
            Attributes = values,
        };
    }

    /// <summary>Writes a new user; names and aliases are taken first, so that of two at once one is refused.</summary>
    /// <param name="takeAliases">Whether an alias moves here from its present owner, whose attribute then counts as unverified.</param>
    /// <param name="exists">The message when the user name is taken.</param>
    public static async ValueTask AddAsync(
        Call call, UserPool pool, UserRecord user, bool takeAliases, string exists = "User account already exists")
    {
        using var turn = await call.State.TurnAsync(pool.Id, user.Username, call.CancellationToken);
        if (pool.Users.ByName(pool.Rules, user.Username) is not null)
            throw Exists(exists);
        var taken = new List<(string Attribute, string Value)>();
        UserRecord? other = null;
        try
        {
            foreach (var (attribute, value) in Claims(pool.Rules, user))
            {
                if (pool.Users.Reserve(pool.Rules, attribute, value, user.Username))
                {
                    taken.Add((attribute, value));
                    continue;
                }

                if (pool.Rules.UsernameAttributes.Contains(attribute, StringComparer.Ordinal))
                    throw Exists($"An account with the given {attribute} already exists.");
                if (!takeAliases)
                    throw new CognitoException("AliasExistsException", $"An account with the {attribute} already exists.");
                if (pool.Users.ByAlias(pool.Rules, attribute, value) is { } holder)
                    other = (other?.Username == holder.Username ? other : holder).With(attribute + "_verified", "false");
            }

            await call.State.CommitAsync(new StateEntry { User = user, OtherUser = other });
            taken.Clear();
        }
        finally
        {
            foreach (var (attribute, value) in taken)
                pool.Users.Release(pool.Rules, attribute, value, user.Username);
        }
    }

    /// <summary>The attributes by which a user may sign in, which nobody else may have.</summary>
    public static IEnumerable<(string Attribute, string Value)> Claims(PoolRules rules, UserRecord user)
    {
        foreach (var attribute in rules.UsernameAttributes)
        {
            if (user.Attribute(attribute) is { } value)
                yield return (attribute, value);
        }

        foreach (var attribute in rules.AliasAttributes)
        {
            if (user.Attribute(attribute) is { } value && (attribute == "preferred_username" || user.Verified(attribute)))
                yield return (attribute, value);
        }
    }

    private static string SignInAttribute(PoolRules rules, string typed)
    {
        var email = rules.UsernameAttributes.Contains("email", StringComparer.Ordinal);
        var phone = rules.UsernameAttributes.Contains("phone_number", StringComparer.Ordinal);
        if (email && UserAttributes.IsEmail(typed))
            return "email";
        if (phone && UserAttributes.IsPhone(typed))
            return "phone_number";
        throw Refusals.InvalidParameter(
            email && phone ? "Username should be either an email or a phone number."
            : email ? "Username should be an email."
            : "Username should be a phone number.");
    }

    private static CognitoException Exists(string message) => new("UsernameExistsException", message);
}
