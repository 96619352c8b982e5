using System.Text.Json.Nodes;
using Clubshop.LocalAws.Cognito.Pools;

namespace Clubshop.LocalAws.Cognito.Operations.UserPools;

/// <summary>Shows a pool.</summary>
internal sealed class DescribeUserPool : Operation
{
    public override ValueTask<JsonObject?> AnswerAsync(Call call)
    {
        var pool = call.Pool();
        return ValueTask.FromResult<JsonObject?>(new JsonObject { ["UserPool"] = Descriptions.Pool(call.Parts, pool) });
    }
}
