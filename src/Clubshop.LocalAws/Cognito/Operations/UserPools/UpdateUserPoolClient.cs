using System.Text.Json.Nodes;
using Clubshop.LocalAws.Cognito.Pools;
using Clubshop.LocalAws.Cognito.Wire;

namespace Clubshop.LocalAws.Cognito.Operations.UserPools;

/// <summary>Changes an app client; what the request leaves out goes back to its default.</summary>
internal sealed class UpdateUserPoolClient : Operation
{
    public override async ValueTask<JsonObject?> AnswerAsync(Call call)
    {
        var (client, pool) = call.ClientOfPool();
        using var turn = await call.State.TurnAsync(pool.Id, "", call.CancellationToken);
        var changed = client with
        {
            Name = call.Input.Text("ClientName") ?? client.Name,
            Settings = ClientSettings.Read(call.Input, Name, pool),
            ModifiedAt = call.Parts.Clock.GetUtcNow(),
        };
        await call.State.CommitAsync(new StateEntry { Client = changed });
        return new JsonObject { ["UserPoolClient"] = Descriptions.Client(changed) };
    }
}
