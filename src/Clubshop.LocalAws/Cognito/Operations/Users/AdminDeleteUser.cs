using System.Text.Json.Nodes;
using Clubshop.LocalAws.Cognito.Pools;

namespace Clubshop.LocalAws.Cognito.Operations.Users;

/// <summary>Deletes a user for good.</summary>
internal sealed class AdminDeleteUser : Operation
{
    public override async ValueTask<JsonObject?> AnswerAsync(Call call)
    {
        var pool = call.Pool();
        var user = call.User(pool);
        using var turn = await call.State.TurnAsync(pool.Id, user.Username, call.CancellationToken);
        await call.State.CommitAsync(new StateEntry { DeletedUser = new RecordKey(pool.Id, user.Username) });
        return null;
    }
}
