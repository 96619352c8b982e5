using System.Text.Json.Nodes;
using Clubshop.LocalAws.Cognito.Pools;
using Clubshop.LocalAws.Cognito.Wire;

namespace Clubshop.LocalAws.Cognito.Operations.UserPools;

/// <summary>Deletes a pool with all that is in it, unless it is protected.</summary>
internal sealed class DeleteUserPool : Operation
{
    public override async ValueTask<JsonObject?> AnswerAsync(Call call)
    {
        var pool = call.Pool();
        if (pool.Rules.Protected)
        {
            throw Refusals.InvalidParameter(
                "The user pool cannot be deleted because deletion protection is activated. "
                + "Deletion protection must be inactivated first.");
        }

        using var turn = await call.State.TurnAsync(pool.Id, "", call.CancellationToken);
        await call.State.CommitAsync(new StateEntry { DeletedPool = pool.Id });
        return null;
    }
}
