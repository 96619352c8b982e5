using System.Text.Json.Nodes;
using Clubshop.LocalAws.Cognito.Pools;
using Clubshop.LocalAws.Cognito.Wire;

namespace Clubshop.LocalAws.Cognito.Operations.Groups;

/// <summary>Deletes a group; its members stay users.</summary>
internal sealed class DeleteGroup : Operation
{
    public override async ValueTask<JsonObject?> AnswerAsync(Call call)
    {
        var pool = call.Pool();
        using var turn = await call.State.TurnAsync(pool.Id, "", call.CancellationToken);
        var group = pool.Group(call.Input.Required("GroupName"));
        await call.State.CommitAsync(new StateEntry { DeletedGroup = new RecordKey(pool.Id, group.Name) });
        return null;
    }
}
