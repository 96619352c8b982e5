using System.Text.Json.Nodes;
using Clubshop.LocalAws.Cognito.Operations.UserPools;
using Clubshop.LocalAws.Cognito.Operations.Users;
using Clubshop.LocalAws.Cognito.Pools;
using Clubshop.LocalAws.Cognito.Wire;

namespace Clubshop.LocalAws.Cognito.Operations;

/// <summary>Records as the API shows them.</summary>
internal static class Descriptions
{
    /// <summary>UserType.</summary>
    public static JsonObject User(UserRecord user, IReadOnlyCollection<string>? attributesToGet = null)
    {
        var description = Common(user, "Attributes", attributesToGet);
        description["Username"] = user.Username;
        return description;
    }

    /// <summary>The answer of AdminGetUser.</summary>
    public static JsonObject UserWithFactors(UserRecord user)
    {
        var description = Common(user, "UserAttributes", attributesToGet: null);
        description["Username"] = user.Username;
        AddFactors(description, user);
        return description;
    }

    /// <summary>UserMFASettingList and PreferredMfaSetting, each absent when there is none.</summary>
    public static void AddFactors(JsonObject description, UserRecord user)
    {
        if (user.PreferredFactor is not null)
            description["PreferredMfaSetting"] = user.PreferredFactor;
        if (user.Factors.Count > 0)
            description["UserMFASettingList"] = Answer.Texts(user.Factors);
    }

    /// <summary>GroupType.</summary>
    public static JsonObject Group(GroupRecord group)
    {
        var description = new JsonObject
        {
            ["CreationDate"] = Answer.Time(group.CreatedAt),
            ["GroupName"] = group.Name,
            ["LastModifiedDate"] = Answer.Time(group.ModifiedAt),
            ["UserPoolId"] = group.PoolId,
        };
        if (group.Description is not null)
            description["Description"] = group.Description;
        if (group.Precedence is not null)
            description["Precedence"] = group.Precedence;
        if (group.RoleArn is not null)
            description["RoleArn"] = group.RoleArn;
        return description;
    }

    /// <summary>UserPoolType.</summary>
    public static JsonObject Pool(CognitoParts parts, UserPool pool)
    {
        var description = Answer.Copy(pool.Record.Settings)!.AsObject();
        description.Remove("Schema");
        description["Id"] = pool.Id;
        description["Name"] = pool.Record.Name;
        description["Arn"] = $"arn:aws:cognito-idp:{parts.Region}:000000000000:userpool/{pool.Id}";
        description["CreationDate"] = Answer.Time(pool.Record.CreatedAt);
        description["LastModifiedDate"] = Answer.Time(pool.Record.ModifiedAt);
        description["EstimatedNumberOfUsers"] = pool.Users.Count;
        description["SchemaAttributes"] = PoolSchema.Describe(new Input(pool.Record.Settings).Structures("Schema"));
        return description;
    }

    /// <summary>UserPoolClientType.</summary>
    public static JsonObject Client(ClientRecord client)
    {
        var description = Answer.Copy(client.Settings)!.AsObject();
        description["ClientId"] = client.Id;
        description["ClientName"] = client.Name;
        if (client.Secret is not null)
            description["ClientSecret"] = client.Secret;
        description["CreationDate"] = Answer.Time(client.CreatedAt);
        description["LastModifiedDate"] = Answer.Time(client.ModifiedAt);
        description["UserPoolId"] = client.PoolId;
        return description;
    }

    /// <summary>The answer of GetUserPoolMfaConfig and SetUserPoolMfaConfig.</summary>
    public static JsonObject Mfa(UserPool pool)
    {
        var description = Answer.Copy(pool.Record.MfaSettings)!.AsObject();
        description["MfaConfiguration"] = pool.Rules.Mfa;
        return description;
    }

    private static JsonObject Common(UserRecord user, string attributes, IReadOnlyCollection<string>? attributesToGet) => new()
    {
        [attributes] = Answer.Attributes(
            user.AllAttributes.Where(attribute => attributesToGet?.Contains(attribute.Key, StringComparer.Ordinal) ?? true)),
        ["Enabled"] = user.Enabled,
        ["UserCreateDate"] = Answer.Time(user.CreatedAt),
        ["UserLastModifiedDate"] = Answer.Time(user.ModifiedAt),
        ["UserStatus"] = user.Status,
    };
}
