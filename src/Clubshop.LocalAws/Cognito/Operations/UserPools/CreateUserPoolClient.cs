using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Clubshop.LocalAws.Cognito.Pools;
using Clubshop.LocalAws.Cognito.Wire;

namespace Clubshop.LocalAws.Cognito.Operations.UserPools;

/// <summary>Makes an app client. The portal's own two get ids that never change (<see cref="FixedIds"/>).</summary>
internal sealed class CreateUserPoolClient : Operation
{
    public override async ValueTask<JsonObject?> AnswerAsync(Call call)
    {
        var pool = call.Pool();
        var name = call.Input.Required("ClientName");
        var now = call.Parts.Clock.GetUtcNow();
        var settings = ClientSettings.Read(call.Input, Name, pool);
        using var turn = await call.State.TurnAsync(pool.Id, "", call.CancellationToken);
        var id = FixedIds.ClientId(pool.Record.Name, name) is { } fixedId && !call.State.Clients.ContainsKey(fixedId)
            ? fixedId
            : RandomNumberGenerator.GetString(Letters, 26);
        var secret = id == FixedIds.StaffClientId ? FixedIds.StaffClientSecret : RandomNumberGenerator.GetString(Letters, 51);
        var client = new ClientRecord
        {
            Id = id,
            PoolId = pool.Id,
            Name = name,
            Secret = call.Input.Text("ClientSecret") ?? (call.Input.Flag("GenerateSecret") == true ? secret : null),
            CreatedAt = now,
            ModifiedAt = now,
            Settings = settings,
        };
        await call.State.CommitAsync(new StateEntry { Client = client });
        return new JsonObject { ["UserPoolClient"] = Descriptions.Client(client) };
    }

    private const string Letters = "abcdefghijklmnopqrstuvwxyz0123456789";
}
