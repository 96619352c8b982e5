using System.Text.Json;
using System.Text.Json.Nodes;
using Clubshop.LocalAws.Cognito.Wire;

namespace Clubshop.LocalAws.Cognito.Pools;

/// <summary>Turns the requests that make or change app clients into the settings that are kept.</summary>
internal static class ClientSettings
{
    private static readonly string[] NotSettings = ["UserPoolId", "ClientId", "ClientName", "GenerateSecret", "ClientSecret"];
    private static readonly TimeSpan MinToken = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan MaxToken = TimeSpan.FromDays(1);
    private static readonly TimeSpan MinRefresh = TimeSpan.FromMinutes(60);
    private static readonly TimeSpan MaxRefresh = TimeSpan.FromDays(3_650);

    /// <summary>The settings; what an update leaves out goes back to its default, as in AWS.</summary>
    public static JsonElement Read(Input request, string operation, UserPool pool)
    {
        var settings = new JsonObject
        {
            ["RefreshTokenValidity"] = 30,
            ["TokenValidityUnits"] = new JsonObject(),
            ["AllowedOAuthFlowsUserPoolClient"] = false,
            ["EnableTokenRevocation"] = true,
            ["EnablePropagateAdditionalUserContextData"] = false,
            ["AuthSessionValidity"] = 3,
        };
        foreach (var member in ShapeTable.Operation(operation)!.Members!)
        {
            if (!NotSettings.Contains(member.Name, StringComparer.Ordinal) && request.Member(member.Name) is { } value)
                settings[member.Name] = Answer.Copy(value);
        }

        var element = JsonSerializer.SerializeToElement(settings);
        Check(new ClientRules(element), request, pool);
        return element;
    }

    private static void Check(ClientRules rules, Input request, UserPool pool)
    {
        if (rules.AccessLife < MinToken || rules.AccessLife > MaxToken || rules.IdLife < MinToken || rules.IdLife > MaxToken
            || rules.RefreshLife < MinRefresh || rules.RefreshLife > MaxRefresh
            || rules.RefreshLife < rules.AccessLife || rules.RefreshLife < rules.IdLife)
        {
            throw Refusals.InvalidParameter("Invalid range for token validity.");
        }

        var newer = rules.Flows.Count(flow => flow.StartsWith("ALLOW_", StringComparison.Ordinal));
        if (newer > 0 && newer < rules.Flows.Count)
            throw Refusals.InvalidParameter("Cannot specify legacy flow with new flows.");
        if (rules.Rotates && rules.Flows.Contains("ALLOW_REFRESH_TOKEN_AUTH", StringComparer.Ordinal))
            throw Refusals.InvalidParameter("Refresh token rotation can not be enabled with ALLOW_REFRESH_TOKEN_AUTH.");
        foreach (var name in request.Texts("ReadAttributes").Concat(request.Texts("WriteAttributes")))
        {
            if (pool.Rules.Attribute(name) is null)
                throw Refusals.InvalidParameter($"Invalid {name} specified while creating a client");
        }
    }
}
