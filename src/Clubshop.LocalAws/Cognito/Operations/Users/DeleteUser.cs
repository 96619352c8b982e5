using System.Text.Json.Nodes;
using Clubshop.LocalAws.Cognito.Pools;

namespace Clubshop.LocalAws.Cognito.Operations.Users;

/// <summary>Deletes the bearer for good.</summary>
internal sealed class DeleteUser : Operation
{
    public override bool Signed => false;

    public override async ValueTask<JsonObject?> AnswerAsync(Call call)
    {
        var (pool, user, _) = await call.BearerAsync();
        using var turn = await call.State.TurnAsync(pool.Id, user.Username, call.CancellationToken);
        await call.State.CommitAsync(new StateEntry { DeletedUser = new RecordKey(pool.Id, user.Username) });
        return null;
    }
}
