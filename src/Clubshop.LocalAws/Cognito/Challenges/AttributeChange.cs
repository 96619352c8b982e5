using System.Text.Json.Nodes;
using Clubshop.LocalAws.Cognito.Operations;
using Clubshop.LocalAws.Cognito.Operations.Users;
using Clubshop.LocalAws.Cognito.Pools;
using Clubshop.LocalAws.Cognito.Wire;

namespace Clubshop.LocalAws.Cognito.Challenges;

/// <summary>Changes of a user's attributes: aliases stay unique, and new addresses are verified by a code.</summary>
internal static class AttributeChange
{
    private static readonly string[] Addresses = ["email", "phone_number"];
    private static readonly TimeSpan Life = TimeSpan.FromHours(24);

    /// <summary>The purpose under which the code for an address is kept.</summary>
    public static string Purpose(string attribute) => "verify:" + attribute;

    /// <summary>Sets attributes (an empty value deletes one), and sends the codes that this asks for.</summary>
    /// <returns>CodeDeliveryDetails of the codes sent.</returns>
    public static async ValueTask<JsonArray> SetAsync(
        Call call, UserPool pool, UserRecord user, IReadOnlyList<KeyValuePair<string, string>> attributes)
    {
        List<string> asked = [];
        var changed = await WriteAsync(call, pool, user.Username, current =>
        {
            asked.Clear();
            return Plan(call, pool, current, attributes, asked);
        });
        var deliveries = new JsonArray();
        foreach (var attribute in asked)
            deliveries.Add(await SendAsync(call, changed, attribute));
        return deliveries;
    }

    /// <summary>Changes a user whose aliases may change with it; of two users at once who want one alias, one is refused.</summary>
    /// <param name="takeAliases">Whether an alias moves here from its present owner, whose attribute then counts as unverified.</param>
    public static async ValueTask<UserRecord> WriteAsync(
        Call call, UserPool pool, string username, Func<UserRecord, UserRecord> change, bool takeAliases = false)
    {
        using var turn = await call.State.TurnAsync(pool.Id, username, call.CancellationToken);
        var before = pool.Users.ByName(pool.Rules, username) ?? throw Refusals.NoSuchUser();
        var after = change(before) with { ModifiedAt = call.Parts.Clock.GetUtcNow() };
        var taken = new List<(string Attribute, string Value)>();
        UserRecord? other = null;
        try
        {
            foreach (var (attribute, value) in NewUsers.Claims(pool.Rules, after).Except(NewUsers.Claims(pool.Rules, before)))
            {
                if (pool.Users.Reserve(pool.Rules, attribute, value, username))
                {
                    taken.Add((attribute, value));
                    continue;
                }

                if (!takeAliases || pool.Users.ByAlias(pool.Rules, attribute, value) is not { } holder)
                    throw new CognitoException("AliasExistsException", $"An account with the given {attribute} already exists.");
                other = (other?.Username == holder.Username ? other : holder).With(attribute + "_verified", "false");
            }

            await call.State.CommitAsync(new StateEntry { User = after, OtherUser = other });
            taken.Clear();
            return after;
        }
        finally
        {
            foreach (var (attribute, value) in taken)
                pool.Users.Release(pool.Rules, attribute, value, username);
        }
    }

    /// <summary>Makes a code for an address, keeps it and sends it: GetUserAttributeVerificationCode.</summary>
    public static async ValueTask<JsonObject> AskAsync(Call call, UserPool pool, UserRecord user, string attribute)
    {
        if (!Addresses.Contains(attribute, StringComparer.Ordinal))
            throw Refusals.InvalidParameter("Only email and phone_number can be verified.");
        if ((user.Unverified?.GetValueOrDefault(attribute) ?? user.Attribute(attribute)) is null)
            throw Refusals.InvalidParameter($"User has no {attribute} to verify.");
        var changed = await call.ChangeAsync(pool, user, current =>
            current.WithCode(Purpose(attribute), call.Parts.Codes.Make(Life, attribute)));
        return await SendAsync(call, changed, attribute);
    }

    /// <summary>Takes the code for an address, which is then verified; a new value that waited for it takes the old one's place.</summary>
    public static async ValueTask VerifyAsync(Call call, UserPool pool, UserRecord user, string attribute, string code)
    {
        await WriteAsync(call, pool, user.Username, current =>
        {
            if (call.Parts.Codes.Refuse(current, Purpose(attribute), code) is { } refusal)
                throw refusal;
            if (current.Unverified?.GetValueOrDefault(attribute) is { } value)
                current = current.With(attribute, value) with { Unverified = Without(current.Unverified, attribute) };
            return current.With(attribute + "_verified", "true").WithCodeUsed(Purpose(attribute));
        });
    }

    private static UserRecord Plan(
        Call call, UserPool pool, UserRecord user, IReadOnlyList<KeyValuePair<string, string>> attributes, List<string> asked)
    {
        foreach (var (name, value) in attributes)
        {
            if (!Addresses.Contains(name, StringComparer.Ordinal) || value == user.Attribute(name))
            {
                user = user.With(name, value.Length == 0 ? null : value);
                continue;
            }

            var verified = attributes.Any(other => other.Key == name + "_verified" && other.Value == "true");
            if (value.Length == 0)
            {
                user = user.With(name, null).With(name + "_verified", null);
            }
            else if (!verified && user.Attribute(name) is not null && pool.Rules.VerifyBeforeUpdate.Contains(name, StringComparer.Ordinal))
            {
                // The old address stays, and stays the way in, until the new one is verified.
                user = user with { Unverified = With(user.Unverified, name, value) };
                asked.Add(name);
            }
            else
            {
                user = user.With(name, value).With(name + "_verified", verified ? "true" : "false");
                if (!verified && pool.Rules.AutoVerified.Contains(name, StringComparer.Ordinal))
                    asked.Add(name);
            }
        }

        foreach (var name in asked)
            user = user.WithCode(Purpose(name), call.Parts.Codes.Make(Life, name));
        return user;
    }

    private static async ValueTask<JsonObject> SendAsync(Call call, UserRecord user, string attribute)
    {
        var to = user.Unverified?.GetValueOrDefault(attribute) ?? user.Attribute(attribute)!;
        var code = user.Codes![Purpose(attribute)].Code;
        await call.Parts.Codes.SendAsync(
            attribute, to, "Your verification code", $"Your verification code is {code}.", "VerifyUserAttribute");
        return Codes.Delivery(attribute, to);
    }

    private static Dictionary<string, string> With(IReadOnlyDictionary<string, string>? values, string name, string value) =>
        new(values ?? new Dictionary<string, string>(), StringComparer.Ordinal) { [name] = value };

    private static Dictionary<string, string>? Without(IReadOnlyDictionary<string, string> values, string name)
    {
        var rest = new Dictionary<string, string>(values, StringComparer.Ordinal);
        rest.Remove(name);
        return rest.Count == 0 ? null : rest;
    }
}
