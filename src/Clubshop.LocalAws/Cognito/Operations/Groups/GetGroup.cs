using System.Text.Json.Nodes;
using Clubshop.LocalAws.Cognito.Wire;

namespace Clubshop.LocalAws.Cognito.Operations.Groups;

/// <summary>Shows a group.</summary>
internal sealed class GetGroup : Operation
{
    public override ValueTask<JsonObject?> AnswerAsync(Call call)
    {
        var pool = call.Pool();
        var group = pool.Group(call.Input.Required("GroupName"));
        return ValueTask.FromResult<JsonObject?>(new JsonObject { ["Group"] = Descriptions.Group(group) });
    }
}
