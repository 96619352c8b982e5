using System.Text.Json;
using System.Text.Json.Nodes;
using Clubshop.LocalAws.Cognito.Wire;

namespace Clubshop.LocalAws.Cognito.Pools;

/// <summary>Turns the requests that make or change pools into the settings that are kept: given values, defaults, and their checks.</summary>
internal static class PoolSettings
{
    private static readonly string[] Immutable = ["AliasAttributes", "UsernameAttributes", "Schema", "UsernameConfiguration"];
    private static readonly string[] NotSettings = ["PoolName", "UserPoolId"];

    /// <summary>The settings of a new pool, or of an update: what an update leaves out goes back to its default, as in AWS.</summary>
    /// <param name="request">CreateUserPool or UpdateUserPool.</param>
    /// <param name="operation">Its name.</param>
    /// <param name="before">The settings before an update; null for a new pool.</param>
    public static JsonElement Read(Input request, string operation, JsonElement? before)
    {
        var settings = new JsonObject
        {
            ["DeletionProtection"] = "INACTIVE",
            ["LambdaConfig"] = new JsonObject(),
            ["VerificationMessageTemplate"] = new JsonObject { ["DefaultEmailOption"] = "CONFIRM_WITH_CODE" },
            ["MfaConfiguration"] = "OFF",
            ["EmailConfiguration"] = new JsonObject { ["EmailSendingAccount"] = "COGNITO_DEFAULT" },
            ["UserPoolTags"] = new JsonObject(),
            ["UserPoolTier"] = "ESSENTIALS",
        };
        foreach (var member in ShapeTable.Operation(operation)!.Members!)
        {
            if (!NotSettings.Contains(member.Name, StringComparer.Ordinal) && request.Member(member.Name) is { } value)
                settings[member.Name] = Answer.Copy(value);
        }

        foreach (var name in Immutable)
        {
            if (before is { } old && old.TryGetProperty(name, out var kept))
                settings[name] = Answer.Copy(kept);
        }

        settings["Policies"] = Policies(request);
        settings["AdminCreateUserConfig"] = AdminCreateUserConfig(request);
        Check(request, settings);
        return JsonSerializer.SerializeToElement(settings);
    }

    private static JsonObject Policies(Input request)
    {
        var given = request.Structure("Policies");
        var password = given?.Structure("PasswordPolicy");
        var policy = PasswordPolicy.Read(password);
        var described = new JsonObject
        {
            ["MinimumLength"] = policy.MinimumLength,
            ["RequireUppercase"] = policy.RequireUppercase,
            ["RequireLowercase"] = policy.RequireLowercase,
            ["RequireNumbers"] = policy.RequireNumbers,
            ["RequireSymbols"] = policy.RequireSymbols,
            ["TemporaryPasswordValidityDays"] = policy.TemporaryDays,
        };
        if (policy.HistorySize > 0)
            described["PasswordHistorySize"] = policy.HistorySize;
        return new JsonObject
        {
            ["PasswordPolicy"] = described,
            ["SignInPolicy"] = given?.Member("SignInPolicy") is { } signIn
                ? Answer.Copy(signIn)
                : new JsonObject { ["AllowedFirstAuthFactors"] = new JsonArray("PASSWORD") },
        };
    }

    private static JsonObject AdminCreateUserConfig(Input request)
    {
        var given = request.Structure("AdminCreateUserConfig");
        var config = new JsonObject
        {
            ["AllowAdminCreateUserOnly"] = given?.Flag("AllowAdminCreateUserOnly") ?? false,
            ["UnusedAccountValidityDays"] = given?.Number("UnusedAccountValidityDays") ?? 7,
        };
        if (given?.Member("InviteMessageTemplate") is { } template)
            config["InviteMessageTemplate"] = Answer.Copy(template);
        return config;
    }

    private static void Check(Input request, JsonObject settings)
    {
        if (request.Texts("AliasAttributes").Count > 0 && request.Texts("UsernameAttributes").Count > 0)
            throw Refusals.InvalidParameter("Only one of the aliasAttributes or usernameAttributes can be set in a user pool.");
        if ((string?)settings["UserPoolTier"] == "LITE" && settings["Policies"]?["PasswordPolicy"]?["PasswordHistorySize"] is not null)
            throw new CognitoException("FeatureUnavailableInTierException", "Password history is not available in the LITE tier.");
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var attribute in request.Structures("Schema"))
        {
            var name = attribute.Text("Name") ?? throw Refusals.InvalidParameter("Attribute name is required.");
            if (!names.Add(name))
                throw Refusals.InvalidParameter($"Duplicate attribute name: {name}");
            if (!PoolSchema.IsStandard(name) && attribute.Text("AttributeDataType") is null)
                throw Refusals.InvalidParameter($"Invalid AttributeDataType input for {name}, consider using the provided AttributeDataType enum.");
            if (!PoolSchema.IsStandard(name) && attribute.Flag("Required") == true)
                throw Refusals.InvalidParameter("Required custom attributes are not supported currently.");
        }

        var options = request.Structure("AccountRecoverySetting")?.Structures("RecoveryMechanisms") ?? [];
        if (options.Count > 1 && options.Any(option => option.Text("Name") == "admin_only"))
            throw Refusals.InvalidParameter("Invalid account recovery setting: admin_only cannot be combined with other options.");
    }
}
