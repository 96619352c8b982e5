using System.Text.Json.Nodes;
using Clubshop.LocalAws.Cognito.Pools;
using Clubshop.LocalAws.Cognito.Wire;

namespace Clubshop.LocalAws.Cognito.Operations.Groups;

/// <summary>Changes what a group says; members left out stay as they are.</summary>
internal sealed class UpdateGroup : Operation
{
    public override async ValueTask<JsonObject?> AnswerAsync(Call call)
    {
        var pool = call.Pool();
        using var turn = await call.State.TurnAsync(pool.Id, "", call.CancellationToken);
        var group = pool.Group(call.Input.Required("GroupName"));
        var changed = group with
        {
            Description = call.Input.Text("Description") ?? group.Description,
            RoleArn = call.Input.Text("RoleArn") ?? group.RoleArn,
            Precedence = call.Input.Number("Precedence") ?? group.Precedence,
            ModifiedAt = call.Parts.Clock.GetUtcNow(),
        };
        await call.State.CommitAsync(new StateEntry { Group = changed });
        return new JsonObject { ["Group"] = Descriptions.Group(changed) };
    }
}
