using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using Clubshop.LocalAws.Cognito.Pools;
using Clubshop.LocalAws.Cognito.Wire;

namespace Clubshop.LocalAws.Cognito.Operations.UserPools;

/// <summary>Makes a pool. The portal's own two get ids that never change (<see cref="FixedIds"/>).</summary>
internal sealed class CreateUserPool : Operation
{
    public override async ValueTask<JsonObject?> AnswerAsync(Call call)
    {
        var name = call.Input.Required("PoolName");
        var now = call.Parts.Clock.GetUtcNow();
        var settings = PoolSettings.Read(call.Input, Name, before: null);
        var fixedId = FixedIds.PoolId(call.Parts.Region, name);
        using var turn = await call.State.TurnAsync("", fixedId ?? name, call.CancellationToken);
        var record = new PoolRecord
        {
            Id = fixedId is not null && !call.State.Pools.ContainsKey(fixedId) ? fixedId : NewId(call.Parts.Region),
            Name = name,
            CreatedAt = now,
            ModifiedAt = now,
            Settings = settings,
            MfaSettings = JsonSerializer.SerializeToElement(new JsonObject()),
            SimulationKey = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)),
        };
        await call.State.CommitAsync(new StateEntry { Pool = record });
        var pool = call.State.Pool(record.Id);
        return new JsonObject { ["UserPool"] = Descriptions.Pool(call.Parts, pool) };
    }

    private static string NewId(string region) =>
        region + "_" + RandomNumberGenerator.GetString("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789", 9);
}
