using System.Text.Json.Nodes;
using Clubshop.LocalAws.Cognito;
using Clubshop.LocalAws.Cognito.Wire;

namespace Clubshop.LocalAws.Host;

/// <summary>Creates what a <c>--users</c> file names and is missing, by the operations that anybody has; what exists is left as it is.</summary>
internal sealed class PoolSeeder(CognitoService cognito, CancellationToken cancellationToken)
{
    /// <summary>Creates what is missing, and returns one line for each pool, with its id and its clients' ids.</summary>
    /// <exception cref="InvalidDataException">The service refused something; the message names it and says why.</exception>
    public async Task<IReadOnlyList<string>> CreateMissingAsync(SeedFile file)
    {
        var lines = new List<string>();
        foreach (var pool in file.Pools) lines.Add(await PoolAsync(pool));
        return lines;
    }

    private async Task<string> PoolAsync(SeedPool seed)
    {
        var id = await FindAsync("ListUserPools", new JsonObject { ["MaxResults"] = 60 }, "UserPools", "Name", seed.Name, "Id");
        if (id is null)
        {
            var created = await CallAsync($"pool {seed.Name}", "CreateUserPool", With(seed.Settings, ("PoolName", seed.Name)));
            id = (string)created!["UserPool"]!["Id"]!;
            if (seed.Mfa is { } mfa)
            {
                var config = new JsonObject { ["UserPoolId"] = id, ["MfaConfiguration"] = mfa };
                if (mfa != "OFF") config["SoftwareTokenMfaConfiguration"] = new JsonObject { ["Enabled"] = true };
                await CallAsync($"pool {seed.Name}", "SetUserPoolMfaConfig", config);
            }
        }
        var clients = new List<string>();
        foreach (var client in seed.Clients) clients.Add($"{client.Name} {await ClientAsync(id, client)}");
        foreach (var group in seed.Groups) await GroupAsync(id, group);
        foreach (var user in seed.Users) await UserAsync(id, user);
        return $"Pool {seed.Name} is {id}{(clients.Count > 0 ? "; clients: " + string.Join(", ", clients) : "")}.";
    }

    private async Task<string> ClientAsync(string pool, SeedClient seed)
    {
        var list = new JsonObject { ["UserPoolId"] = pool, ["MaxResults"] = 60 };
        if (await FindAsync("ListUserPoolClients", list, "UserPoolClients", "ClientName", seed.Name, "ClientId") is { } id) return id;
        var created = await CallAsync($"client {seed.Name}", "CreateUserPoolClient", With(
            seed.Settings, ("UserPoolId", pool), ("ClientName", seed.Name), ("GenerateSecret", seed.Secret)));
        return (string)created!["UserPoolClient"]!["ClientId"]!;
    }

    private async Task GroupAsync(string pool, SeedGroup seed)
    {
        if (await ExistsAsync("GetGroup", new JsonObject { ["UserPoolId"] = pool, ["GroupName"] = seed.Name })) return;
        var request = new JsonObject { ["UserPoolId"] = pool, ["GroupName"] = seed.Name };
        if (seed.Precedence is { } precedence) request["Precedence"] = precedence;
        if (seed.Description is { } description) request["Description"] = description;
        await CallAsync($"group {seed.Name}", "CreateGroup", request);
    }

    private async Task UserAsync(string pool, SeedUser seed)
    {
        if (await ExistsAsync("AdminGetUser", new JsonObject { ["UserPoolId"] = pool, ["Username"] = seed.Username })) return;
        var attributes = seed.Attributes.Select(attribute => (JsonNode)new JsonObject { ["Name"] = attribute.Key, ["Value"] = attribute.Value });
        var request = new JsonObject
        {
            ["UserPoolId"] = pool,
            ["Username"] = seed.Username,
            ["UserAttributes"] = new JsonArray([.. attributes]),
            ["MessageAction"] = "SUPPRESS",
        };
        var what = $"user {seed.Username}";
        await CallAsync(what, "AdminCreateUser", request);
        if (seed.Password is { } password)
        {
            await CallAsync(what, "AdminSetUserPassword", new JsonObject
            {
                ["UserPoolId"] = pool,
                ["Username"] = seed.Username,
                ["Password"] = password,
                ["Permanent"] = !seed.Temporary,
            });
        }
        foreach (var group in seed.Groups)
            await CallAsync(what, "AdminAddUserToGroup", new JsonObject { ["UserPoolId"] = pool, ["Username"] = seed.Username, ["GroupName"] = group });
        if (seed.TotpSecret is not { } secret) return;
        if (secret.Length < 16 || secret.Any(letter => letter is not ((>= 'A' and <= 'Z') or (>= '2' and <= '7'))))
            throw new InvalidDataException($"{what}: totpSecret must be Base32 without padding, 16 letters or more.");
        await cognito.EnrolAsync(pool, seed.Username, secret, cancellationToken);
    }

    private async Task<string?> FindAsync(string operation, JsonObject request, string list, string name, string wanted, string id)
    {
        while (true)
        {
            var page = await CallAsync(wanted, operation, (JsonObject)request.DeepClone());
            var found = page![list]!.AsArray().FirstOrDefault(entry => (string?)entry![name] == wanted);
            if (found is not null) return (string)found[id]!;
            if (page["NextToken"] is not { } next) return null;
            request["NextToken"] = (string)next!;
        }
    }

    private async Task<bool> ExistsAsync(string operation, JsonObject request)
    {
        try
        {
            await cognito.ExecuteAsync(operation, request, cancellationToken);
            return true;
        }
        catch (CognitoException missing) when (missing.Name is "ResourceNotFoundException" or "UserNotFoundException")
        {
            return false;
        }
    }

    private async Task<JsonObject?> CallAsync(string what, string operation, JsonObject request)
    {
        try
        {
            return await cognito.ExecuteAsync(operation, request, cancellationToken);
        }
        catch (CognitoException refusal)
        {
            throw new InvalidDataException($"{what}: {operation} was refused with {refusal.Name}: {refusal.Message}", refusal);
        }
    }

    private static JsonObject With(JsonObject? settings, params (string Name, JsonNode Value)[] members)
    {
        var request = (JsonObject?)settings?.DeepClone() ?? [];
        foreach (var (name, value) in members) request[name] = value;
        return request;
    }
}
