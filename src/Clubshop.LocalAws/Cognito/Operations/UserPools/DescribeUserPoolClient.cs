using System.Text.Json.Nodes;

namespace Clubshop.LocalAws.Cognito.Operations.UserPools;

/// <summary>Shows an app client, its secret too.</summary>
internal sealed class DescribeUserPoolClient : Operation
{
    public override ValueTask<JsonObject?> AnswerAsync(Call call)
    {
        var (client, _) = call.ClientOfPool();
        return ValueTask.FromResult<JsonObject?>(new JsonObject { ["UserPoolClient"] = Descriptions.Client(client) });
    }
}
