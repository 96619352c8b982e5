using System.Text.Json.Nodes;
using Clubshop.LocalAws.Cognito.Pools;
using Clubshop.LocalAws.Cognito.Wire;

namespace Clubshop.LocalAws.Cognito.Operations.Groups;

/// <summary>Makes a group.</summary>
internal sealed class CreateGroup : Operation
{
    public override async ValueTask<JsonObject?> AnswerAsync(Call call)
    {
        var pool = call.Pool();
        var now = call.Parts.Clock.GetUtcNow();
        var group = new GroupRecord
        {
            PoolId = pool.Id,
            Name = call.Input.Required("GroupName"),
            Description = call.Input.Text("Description"),
            RoleArn = call.Input.Text("RoleArn"),
            Precedence = call.Input.Number("Precedence"),
            CreatedAt = now,
            ModifiedAt = now,
        };
        using var turn = await call.State.TurnAsync(pool.Id, "", call.CancellationToken);
        if (pool.Groups.ContainsKey(group.Name))
            throw new CognitoException("GroupExistsException", "A group with the name already exists.");
        if (pool.Groups.Count >= MaxGroups)
            throw Refusals.LimitExceeded();
        await call.State.CommitAsync(new StateEntry { Group = group });
        return new JsonObject { ["Group"] = Descriptions.Group(group) };
    }

    private const int MaxGroups = 10_000;
}
