using System.Text.Json.Nodes;
using Clubshop.LocalAws.Cognito.Pools;
using Clubshop.LocalAws.Cognito.Wire;

namespace Clubshop.LocalAws.Cognito.Operations.UserPools;

/// <summary>Changes a pool; what the request leaves out goes back to its default.</summary>
internal sealed class UpdateUserPool : Operation
{
    public override async ValueTask<JsonObject?> AnswerAsync(Call call)
    {
        var pool = call.Pool();
        using var turn = await call.State.TurnAsync(pool.Id, "", call.CancellationToken);
        await call.State.CommitAsync(new StateEntry
        {
            Pool = pool.Record with
            {
                Name = call.Input.Text("PoolName") ?? pool.Record.Name,
                Settings = PoolSettings.Read(call.Input, Name, pool.Record.Settings),
                ModifiedAt = call.Parts.Clock.GetUtcNow(),
            },
        });
        return new JsonObject();
    }
}
