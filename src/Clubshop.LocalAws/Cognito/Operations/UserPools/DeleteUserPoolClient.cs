using System.Text.Json.Nodes;
using Clubshop.LocalAws.Cognito.Pools;

namespace Clubshop.LocalAws.Cognito.Operations.UserPools;

/// <summary>Deletes an app client.</summary>
internal sealed class DeleteUserPoolClient : Operation
{
    public override async ValueTask<JsonObject?> AnswerAsync(Call call)
    {
        var (client, pool) = call.ClientOfPool();
        using var turn = await call.State.TurnAsync(pool.Id, "", call.CancellationToken);
        await call.State.CommitAsync(new StateEntry { DeletedClient = client.Id });
        return null;
    }
}
